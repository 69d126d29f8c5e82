package io.poeem.job.event;

/** As {@link RoundProgress}, for the sources of clicks, who need not read the blocks. */
public record RoundPace(String run, long watermark) implements ModelEvent {}
