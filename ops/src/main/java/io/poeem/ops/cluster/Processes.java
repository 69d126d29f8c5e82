package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds and ends a cluster's processes; who they are is in the directory, so that any command finds them. */
final class Processes {

    private static final Logger LOG = LoggerFactory.getLogger(Processes.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long KILL_SECONDS = 30;

    private final ClusterDirectory directory;

    Processes(ClusterDirectory directory) {
        this.directory = directory;
    }

    /** As it was noted at its last start; it may have died since. Empty also where the note is none: what it was cannot be known. */
    Optional<ProcessMark> mark(Member member) {
        try {
            return JsonFile.read(file(member), ProcessMark.class);
        } catch (ClusterException e) {
            LOG.error("The {} counts as never started", member.name(), e);
            return Optional.empty();
        }
    }

    Optional<ProcessHandle> find(Member member) {
        return mark(member).flatMap(ProcessMark::find);
    }

    boolean lives(Member member) {
        return find(member).isPresent();
    }

    /** Starts it and notes it. What it prints goes to its file, behind what is there. */
    ProcessHandle start(Member member, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Path out = directory.out(member);
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
        builder.directory(directory.root().toFile());
        int starts = mark(member).map(ProcessMark::starts).orElse(0) + 1;
        ProcessHandle process = begin(member, builder);
        try {
            JsonFile.write(file(member), ProcessMark.of(process, starts));
            return process;
        } catch (RuntimeException e) { // nobody would find it again
            process.destroyForcibly();
            throw e;
        }
    }

    private static ProcessHandle begin(Member member, ProcessBuilder builder) {
        try {
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new ClusterException("Cannot start the " + member.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Asks the members to end, and after the given time ends them. Returns when they have.
     *
     * @throws ClusterException when one does not even die of being killed
     */
    void stop(List<Member> members, long seconds) {
        members.forEach(member -> find(member).ifPresent(ProcessHandle::destroy));
        if (!ended(members, seconds)) {
            members.forEach(member -> find(member).ifPresent(ProcessHandle::destroyForcibly));
            if (!ended(members, KILL_SECONDS)) {
                throw new ClusterException("These do not end although they were killed: "
                        + members.stream().filter(this::lives).map(Member::name).toList());
            }
        }
        members.forEach(member -> JsonFile.delete(file(member)));
    }

    private boolean ended(List<Member> members, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (members.stream().anyMatch(this::lives)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private Path file(Member member) {
        return directory.processes().resolve(member.name() + ".json");
    }
}
