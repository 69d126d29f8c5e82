package io.poeem.state.model;

/** Lengths of arrays against what a shape asks for. */
final class Sizes {
    private Sizes() {}

    static void require(String name, int found, long wanted) {
        if (found != wanted) {
            throw new IllegalArgumentException(name + " hold " + found + " floats, the shape asks for " + wanted);
        }
    }
}
