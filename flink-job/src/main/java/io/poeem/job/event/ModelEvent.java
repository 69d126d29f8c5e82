package io.poeem.job.event;

/** What goes through the model topic. */
public sealed interface ModelEvent permits MergedBlock, RoundPace, RoundProgress {

    /** The run that it belongs to; a trainer passes over what another run left in the topic. */
    String run();
}
