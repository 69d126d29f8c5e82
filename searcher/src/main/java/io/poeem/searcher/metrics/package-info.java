/** Where a subscriber's figures go: a plug point, and what is plugged in. No library of metrics is known here. */
package io.poeem.searcher.metrics;
