package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process is meant: ids are used again, an id and a time of starting are not.
 *
 * @param startedMillis since 1970, as the system says it
 * @param starts how often the member was started so far
 */
record ProcessMark(long pid, long startedMillis, int starts) {

    /** The system counts from its own start, which it may come to know better by a little. */
    private static final long TOLERANCE_MILLIS = 1_500;

    static ProcessMark of(ProcessHandle process, int starts) {
        return new ProcessMark(process.pid(), started(process), starts);
    }

    /** The process, if it lives, and is not another that got its id. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(process -> Math.abs(started(process) - startedMillis) <= TOLERANCE_MILLIS)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie());
    }

    /** Whether it was halted by SIGSTOP; not known but on Linux. */
    boolean isStopped() {
        return state() == 'T';
    }

    /** Ended, but nobody asked how: an orphan where the first process of a container does not. */
    private boolean isZombie() {
        return state() == 'Z';
    }

    private char state() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return '?'; // gone, or another system
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
