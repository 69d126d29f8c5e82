/**
 * What travels and what is kept: the generated Avro records and the codecs that put them on the wire.
 *
 * <p>Nothing here knows what a record means to learning or to search, and nothing here depends on more than Avro.
 */
package io.poeem.schemas;
