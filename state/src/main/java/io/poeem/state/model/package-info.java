/**
 * The model as values: shape, codebooks, rotation, dense towers, and the scalars of the score (design section 2).
 *
 * <p>Arrays are shared, not copied, on their way in and out: who makes a value hands its arrays over, who reads one leaves them alone.
 */
package io.poeem.state.model;
