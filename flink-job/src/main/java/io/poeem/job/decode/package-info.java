/**
 * From Kafka's bytes to clicks and items: what is accepted, and why the rest is not.
 *
 * <p>Pure: the same record gives the same answer, but for the wall clock that a time from the future is held against.
 */
package io.poeem.job.decode;
