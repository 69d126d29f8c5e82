package io.poeem.job.event;

/**
 * Says that every merged block of the rounds that end at or before this was read before.
 *
 * @param watermark milliseconds since 1970; {@code Long.MAX_VALUE}: of all rounds there will ever be
 */
public record RoundProgress(String run, long watermark) implements ModelEvent {}
