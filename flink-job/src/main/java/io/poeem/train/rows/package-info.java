/**
 * Embedding rows and what is known of the thing they stand for: a write-back cache over a store, one row per token and per
 * item, created on first sight.
 *
 * <p>Owns layout, caching, initial values, the rows' update and their byte format. Knows no model, no batch and no Flink.
 */
package io.poeem.train.rows;
