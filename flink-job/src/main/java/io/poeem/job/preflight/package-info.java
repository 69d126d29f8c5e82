/** Checks, before a job starts, that the brokers have and allow what the options ask for, and says what to set. */
package io.poeem.job.preflight;
