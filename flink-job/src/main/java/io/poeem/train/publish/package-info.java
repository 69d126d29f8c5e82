/**
 * What a version of the index holds: which rows are new since the last, which are encoded anew in their turn, which have
 * expired.
 *
 * <p>Knows no Kafka and no announcement: it writes to a {@link io.poeem.state.snapshot.VersionWriter}.
 */
package io.poeem.train.publish;
