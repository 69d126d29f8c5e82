package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Sends signals to a cluster's processes: what goes wrong in life. */
public final class Signals {

    private static final long SECONDS = 10;

    private Signals() {}

    /** What can be sent. */
    public enum Signal {
        KILL,
        TERM,
        STOP,
        CONT
    }

    /**
     * @return the process's id
     * @throws ClusterException when there is no such process
     */
    public static long send(Path path, Member member, Signal signal) throws InterruptedException {
        ClusterDirectory directory = new ClusterDirectory(path);
        ClusterSpec spec = directory.spec();
        if (!spec.members().contains(member) && !member.equals(Member.SUPERVISOR)) {
            throw new ClusterException("There is no " + member.name() + " in " + directory.root() + "; it has "
                    + spec.members().stream().map(Member::name).toList());
        }
        long pid = new Processes(directory)
                .find(member)
                .orElseThrow(() -> new ClusterException(
                        "The " + member.name() + " is not running; 'poeem cluster status' tells what is"))
                .pid();
        kill(pid, signal);
        return pid;
    }

    private static void kill(long pid, Signal signal) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!kill.waitFor(SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new ClusterException("kill -" + signal + " " + pid + " failed: " + said.trim());
            }
        } catch (IOException e) {
            throw new ClusterException("There is no kill on the PATH to send signals with", e);
        }
    }
}
