package io.poeem.searcher;

/** A query and how to answer it. */
public record Request(Query query, SearchOptions options) {}
