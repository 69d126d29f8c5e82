package io.poeem.ops.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The job that a cluster is to run, over all its restarts.
 *
 * @param wanted what was asked for, or how it ended
 * @param set {@code key=value}, of a file and by hand; of two of a key, the later
 * @param ids of its runs; each began where the one before was, and the last is the current one
 * @param restoredFrom what the first of them was restored from
 * @param savepoint the newest, of this job or of one before
 * @param savepointSet what was set for the job that wrote it
 * @param checkpointed whether a checkpoint was ever completed
 * @param resubmissions how often a new JobManager got it
 */
record JobRecord(
        Wanted wanted,
        List<String> set,
        List<String> ids,
        Optional<String> restoredFrom,
        Optional<String> savepoint,
        List<String> savepointSet,
        boolean checkpointed,
        int resubmissions) {

    enum Wanted {
        RUNNING,
        /** With a savepoint, which may be there already; the job itself ends after it. */
        STOPPING,
        /** With a savepoint. */
        STOPPED,
        CANCELED,
        FINISHED,
        FAILED
    }

    JobRecord {
        set = List.copyOf(set);
        ids = List.copyOf(ids);
        savepointSet =
                savepointSet == null ? set : List.copyOf(savepointSet); // a record of an earlier release has none
    }

    /** One that nobody has submitted yet. */
    static JobRecord fresh(List<String> set, Optional<String> from, Optional<JobRecord> before) {
        return new JobRecord(
                Wanted.RUNNING,
                set,
                List.of(JobSubmission.newId()),
                from,
                before.flatMap(JobRecord::savepoint),
                before.map(JobRecord::savepointSet).orElse(List.of()),
                false,
                0);
    }

    /** Whether it is not known to have ended. */
    boolean isAlive() {
        return wanted == Wanted.RUNNING || wanted == Wanted.STOPPING;
    }

    /** Of the current run. */
    String id() {
        return ids.get(ids.size() - 1);
    }

    /** What is about to be handed to a new JobManager: to go on, also where it was to stop. */
    JobRecord as(String id) {
        List<String> more = new ArrayList<>(ids);
        if (!more.contains(id)) {
            more.add(id);
        }
        return new JobRecord(
                Wanted.RUNNING, set, more, restoredFrom, savepoint, savepointSet, checkpointed, resubmissions);
    }

    /** Which a new JobManager has taken. */
    JobRecord resubmitted() {
        return new JobRecord(wanted, set, ids, restoredFrom, savepoint, savepointSet, checkpointed, resubmissions + 1);
    }

    JobRecord with(Wanted now) {
        return new JobRecord(now, set, ids, restoredFrom, savepoint, savepointSet, checkpointed, resubmissions);
    }

    JobRecord withSavepoint(String location) {
        return new JobRecord(wanted, set, ids, restoredFrom, Optional.of(location), set, checkpointed, resubmissions);
    }

    JobRecord withCheckpoint() {
        return new JobRecord(wanted, set, ids, restoredFrom, savepoint, savepointSet, true, resubmissions);
    }
}
