/**
 * The serving half: subscribe to an index topic, plan what to load, assemble a version, search it, swap it in.
 *
 * <p>A small jar: never Flink, DL4J or ND4J, and nothing of the trainer.
 */
package io.poeem.searcher;
