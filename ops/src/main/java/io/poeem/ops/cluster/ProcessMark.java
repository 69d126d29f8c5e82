package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process is meant: ids are used again, an id and a time of starting are not.
 *
 * <p>The time of starting that the system tells is of the wall clock, and moves when that is set. On Linux {@code born} is of a
 * clock that nobody sets, and decides; elsewhere the other one does.
 *
 * @param startedMillis since 1970, as the system says it
 * @param starts how often the member was started so far
 * @param born the system's own start and its ticks from then on
 */
record ProcessMark(long pid, long startedMillis, int starts, Optional<String> born) {

    /** The system counts from its own start, which it may come to know better by a little. */
    private static final long TOLERANCE_MILLIS = 1_500;

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Of the fields behind the command's name in {@code stat}, which begin with the state: proc(5) has it as the 22nd of all. */
    private static final int START_TIME = 19;

    ProcessMark {
        born = born == null ? Optional.empty() : born; // a note of an earlier release has none
    }

    static ProcessMark of(ProcessHandle process, int starts) {
        return new ProcessMark(process.pid(), started(process), starts, born(process.pid()));
    }

    /** The process, if it lives, and is not another that got its id. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(this::isTheSame)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie());
    }

    private boolean isTheSame(ProcessHandle process) {
        return born.isPresent()
                ? born.equals(born(pid))
                : Math.abs(started(process) - startedMillis) <= TOLERANCE_MILLIS;
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
        return stat(pid).map(fields -> fields[0].charAt(0)).orElse('?');
    }

    private static Optional<String> born(long pid) {
        try {
            String boot = Files.readString(BOOT).strip();
            return stat(pid).map(fields -> boot + " " + fields[START_TIME]);
        } catch (IOException e) {
            return Optional.empty(); // another system
        }
    }

    /** Its fields behind the command's name, which may have anything in it; empty when it is gone, or on another system. */
    private static Optional<String[]> stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
