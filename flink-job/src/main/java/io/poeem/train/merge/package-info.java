/**
 * What shards tell each other at a round's end (design section 7): the payloads' format, and how contributions become what
 * every replica takes over.
 *
 * <p>Knows numbered rows of floats, how often each was learned from, and reports that it does not look into; what they mean
 * is the learner's business.
 */
package io.poeem.train.merge;
