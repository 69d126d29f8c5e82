/** A searcher that follows a running job, and what it heard. */
package io.poeem.ops.live;
