/**
 * Arithmetic over flat float arrays, with the Vector API where the JVM has it and without it elsewhere.
 *
 * <p>Every operation has one order of additions, whatever the width of the machine's vectors: all implementations return the same
 * bits, so a version encoded anywhere has the same codes. No model and no formats here.
 */
package io.poeem.state.kernel;
