/** A real Kafka inside this JVM, for development, demonstrations and tests. No topic of ours is known here. */
package io.poeem.ops.broker;
