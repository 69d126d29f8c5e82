/**
 * An index at one version as an immutable value, and the delta that leads from one version to the next. A full version is a delta
 * from {@link io.poeem.state.image.IndexImage#empty}: there is one way in which an image comes to be.
 *
 * <p>How deltas travel is {@code state.snapshot}'s business; how an image is searched is the searcher's.
 */
package io.poeem.state.image;
