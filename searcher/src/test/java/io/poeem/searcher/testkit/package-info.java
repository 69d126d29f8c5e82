/**
 * For tests of applications that search: an index in memory in place of topics, and small versions made by hand. In the jar with
 * the classifier {@code tests}; docs/searchers.md shows how to use it.
 */
package io.poeem.searcher.testkit;
