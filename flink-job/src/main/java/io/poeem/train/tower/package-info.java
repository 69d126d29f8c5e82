/**
 * The dense part of a tower while it learns: a DL4J network behind flat arrays, or nothing at all. What is published of it
 * is a {@link io.poeem.state.model.Tower}.
 */
package io.poeem.train.tower;
