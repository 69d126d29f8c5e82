package io.poeem.ops.serve.api;

import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;

/** A search that can be carried out. */
record SearchRequest(Query query, SearchOptions options) {}
