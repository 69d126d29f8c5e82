/** What is served, and the versions before it, as values to show. Nothing of HTTP is known here. */
package io.poeem.ops.serve.index;
