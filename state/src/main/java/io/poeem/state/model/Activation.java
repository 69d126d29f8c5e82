package io.poeem.state.model;

/** What follows a dense layer. */
public enum Activation {
    IDENTITY,
    /** max(0, y). */
    RELU
}
