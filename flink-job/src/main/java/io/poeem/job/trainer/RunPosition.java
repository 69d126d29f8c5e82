package io.poeem.job.trainer;

import io.poeem.job.sequence.RoundPosition;

/**
 * Where one of many shards stands, besides what its learner knows.
 *
 * @param run the id under which the model topic holds this run's rounds
 * @param intervals of rounds and versions that the position is in
 * @param position in the sequence of events and rounds
 */
public record RunPosition(String run, RunIntervals intervals, RoundPosition position) {}
