/** Clicks and catalogues into Kafka, as the records that the job reads. */
package io.poeem.ops.publish;
