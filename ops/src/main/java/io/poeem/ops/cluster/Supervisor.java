package io.poeem.ops.cluster;

import io.poeem.ops.broker.Directories;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster running until it is asked to end: starts every process that is not there, and has {@link JobWatch} look
 * after the job.
 *
 * <p>Processes that an earlier supervisor started are taken over. A process that dies soon after its start is given more and
 * more time before the next one, up to {@value #LONGEST_PAUSE_MILLIS} ms. Ending, asked for by a signal, ends all the others.
 *
 * <p>It holds a lock for its life: a second one in the directory finds out, and ends without a word to the first one's processes.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private static final long TICK_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long HEALTHY_MILLIS = 20_000;
    private static final long FLINK_SECONDS = 10;
    private static final long BROKER_SECONDS = 20;
    private static final long JOB_MILLIS = 5_000;

    private final ClusterDirectory directory;
    private final ClusterSpec spec;
    private final Processes processes;
    private final Map<Member, Attempt> attempts = new HashMap<>();

    Supervisor(ClusterDirectory directory, ClusterSpec spec) {
        this.directory = directory;
        this.spec = spec;
        this.processes = new Processes(directory);
    }

    /** When a member was started last, and how long it must have been away before it is started again. */
    private record Attempt(long atMillis, long pauseMillis) {}

    /** @param args the cluster's directory */
    public static void main(String[] args) throws InterruptedException {
        ClusterDirectory directory = new ClusterDirectory(Path.of(args[0]));
        Optional<LockFile> life = LockFile.tryTake(directory.supervisorLock()); // given up with this process
        if (life.isEmpty()) {
            System.out.println("Another supervisor looks after " + directory.root());
            System.exit(1);
        }
        Supervisor supervisor = new Supervisor(directory, directory.spec());
        supervisor.noteItself();
        Thread main = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                ended.await(FLINK_SECONDS + BROKER_SECONDS + 60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            supervisor.run();
        } catch (InterruptedException e) {
            LOG.info("Ending");
        } finally {
            endAll(supervisor.processes, supervisor.spec);
            LOG.info("Ended");
            ended.countDown();
        }
    }

    /** By itself: whoever started it may be gone, and nobody would know of it. */
    private void noteItself() {
        processes.note(Member.SUPERVISOR, ProcessHandle.current(), processes.starts(Member.SUPERVISOR) + 1);
    }

    private void run() throws InterruptedException {
        LOG.info("Looking after {}", directory.root());
        processes.adopt(spec.members());
        Thread job = new Thread(new JobWatch(directory, spec), "job");
        job.setDaemon(true); // its questions may hang with the JobManager; the processes are looked after meanwhile
        job.start();
        try {
            while (true) {
                spec.members().forEach(this::keep);
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } finally {
            job.interrupt();
            job.join(JOB_MILLIS); // it may have to end Flink's client
        }
    }

    private void keep(Member member) {
        try {
            look(member);
        } catch (
                Throwable e) { // a full disk, for example, and errors too: an end of this would be an end of all; tried
            // again
            LOG.error("The {} cannot be looked after", member.name(), e);
        }
    }

    private void look(Member member) {
        if (processes.lives(member)) {
            return;
        }
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        Attempt last = attempts.get(member);
        long lived = last == null ? Long.MAX_VALUE : now - last.atMillis();
        if (last != null && lived < last.pauseMillis()) {
            return;
        }
        long pause = lived > HEALTHY_MILLIS ? 1_000 : Math.min(LONGEST_PAUSE_MILLIS, 2 * last.pauseMillis());
        attempts.put(member, new Attempt(now, pause));
        start(member);
    }

    private void start(Member member) {
        int start = processes.starts(member) + 1;
        Directories.delete(directory.temporary(member)); // what a killed one left
        ProcessHandle process = processes.start(member, start, new Launch(directory, spec).command(member, start));
        LOG.info("Started the {} for the {}. time: process {}", member.name(), start, process.pid());
    }

    /** Flink's processes first: they would miss their brokers. */
    static void endAll(Processes processes, ClusterSpec spec) throws InterruptedException {
        processes.adopt(spec.members());
        List<Member> flink = spec.members().stream()
                .filter(member -> member.kind() != Member.Kind.BROKER)
                .toList();
        List<Member> brokers = spec.members().stream()
                .filter(member -> member.kind() == Member.Kind.BROKER)
                .toList();
        processes.stop(flink, FLINK_SECONDS);
        processes.stop(brokers, BROKER_SECONDS);
    }
}
