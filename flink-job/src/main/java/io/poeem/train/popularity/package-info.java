/**
 * How popular items are: estimates of the share p̂_j of clicks that goes to an item (design section 2), and the part b_j of
 * the score that follows from it. Knows rows; knows neither batches nor versions.
 */
package io.poeem.train.popularity;
