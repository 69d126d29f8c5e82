/**
 * Which versions to load, and in which order: a pure function of what is held, what is announced and what failed.
 *
 * <p>Knows numbers and hashes only: no records, no topics, no images.
 */
package io.poeem.searcher.plan;
