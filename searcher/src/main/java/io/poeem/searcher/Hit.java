package io.poeem.searcher;

/**
 * An item that was found.
 *
 * @param id the item's id
 * @param score scale · cos(q, T(x)) + b; higher is better; comparable within one query only
 */
public record Hit(String id, float score) {}
