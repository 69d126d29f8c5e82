package io.poeem.train.publish;

/**
 * What versions hold.
 *
 * @param refresh within so many versions every item is encoded anew
 * @param expiryMs event time after which an untouched row is dropped; 0: never
 * @param vectors whether float embeddings go along
 * @param itemFeatures whether feature tokens are part of an item
 * @param unclicked whether items of the catalogue are there before their first click
 */
public record PublishOptions(int refresh, long expiryMs, boolean vectors, boolean itemFeatures, boolean unclicked) {}
