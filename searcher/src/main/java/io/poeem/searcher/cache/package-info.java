/** One version of an index on a local disk, so that a restart needs only what came since. Knows no topics and no threads. */
package io.poeem.searcher.cache;
