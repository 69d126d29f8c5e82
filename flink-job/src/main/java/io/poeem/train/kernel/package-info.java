/**
 * The arithmetic of learning on flat float arrays: matrix products, exponentials, sums in a fixed order.
 *
 * <p>Every function here gives the same bits for the same input on every machine, interpreted or compiled, with vectors of
 * any width or with none: promise 6 of the design rests on it. Nothing here knows what the numbers mean.
 */
package io.poeem.train.kernel;
