package io.poeem.ops.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds and ends a cluster's processes; who they are is in the directory, so that any command finds them. */
final class Processes {

    private static final Logger LOG = LoggerFactory.getLogger(Processes.class);
    private static final long PAUSE_MILLIS = 50;
    private static final long KILL_SECONDS = 30;
    private static final File NOTHING = new File("/dev/null");

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

    /**
     * Starts it and notes it.
     *
     * @param start which one it is of this member: see {@link #starts}
     */
    ProcessHandle start(Member member, int start, List<String> command) {
        ProcessHandle process = begin(member, command);
        try {
            note(member, process, start);
            return process;
        } catch (RuntimeException e) { // nobody would find it again
            process.destroyForcibly();
            throw e;
        }
    }

    /** Starts one that notes itself. What it prints goes to its file, behind what is there. */
    ProcessHandle begin(Member member, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.root().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(directory.out(member).toFile()));
        try {
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new ClusterException("Cannot start the " + member.name() + ": " + e.getMessage(), e);
        }
    }

    /** How often it was started so far. */
    int starts(Member member) {
        return mark(member).map(ProcessMark::starts).orElse(0);
    }

    void note(Member member, ProcessHandle process, int starts) {
        JsonFile.write(file(member), ProcessMark.of(process, starts));
    }

    /** Notes what lives without a note of it: nobody else would start, stop or count it. */
    void adopt(List<Member> members) {
        List<Member> missing = members.stream().filter(member -> !lives(member)).toList();
        Strays.among(directory, missing).forEach((member, process) -> {
            LOG.warn("The {} runs as process {}, which was not noted", member.name(), process.pid());
            note(member, process, starts(member) + 1);
        });
    }

    /**
     * Asks the members to end, and after the given time ends them. Returns when they have.
     *
     * @throws ClusterException when one does not even die of being killed
     */
    void stop(List<Member> members, long seconds) throws InterruptedException {
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

    private boolean ended(List<Member> members, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (members.stream().anyMatch(this::lives)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private Path file(Member member) {
        return directory.processes().resolve(member.name() + ".json");
    }
}
