package io.poeem.ops.command;

import io.poeem.ops.cluster.ClusterStatus;
import io.poeem.ops.cluster.ClusterStatus.JobStatus;
import io.poeem.ops.cluster.ClusterStatus.MemberStatus;
import io.poeem.ops.console.Console;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code poeem cluster status}. */
@Command(
        name = "status",
        sortOptions = false,
        description = "Says which processes run, what Flink has, and how the job is.")
public final class ClusterStatusCommand extends ClusterSubcommand {

    @Option(names = "--json", description = "The answer as JSON, one object on a line.")
    private boolean json;

    @Override
    void run(Console console) throws InterruptedException {
        ClusterStatus status = ClusterStatus.of(directory());
        if (json) {
            console.print(status.json());
            return;
        }
        console.print("Kafka at %s, Flink at %s", status.kafka(), status.rest());
        status.members().forEach(member -> print(console, member));
        console.print(
                status.answers()
                        ? "Flink: %d TaskManagers, %d of %d slots free"
                        : "Flink: the JobManager does not answer",
                status.taskmanagers(),
                status.slotsFree(),
                status.slots());
        status.job().ifPresentOrElse(job -> print(console, job), () -> console.print("no job"));
    }

    private static void print(Console console, MemberStatus member) {
        if (member.starts() == 0) {
            console.print("  %-15s never started", member.name());
            return;
        }
        String how = member.stopped() ? "halted" : member.alive() ? "running" : "not running";
        console.print(
                "  %-15s %-11s process %d since %s, starts: %d",
                member.name(),
                how,
                member.pid(),
                Instant.ofEpochMilli(member.startedMillis()).truncatedTo(ChronoUnit.SECONDS),
                member.starts());
    }

    private static void print(Console console, JobStatus job) {
        console.print("job %s: %s, tasks %s", job.id(), job.state(), job.tasks());
        console.print("  wanted: %s", job.wanted());
        console.print(
                "  begun from a checkpoint or savepoint: %d, submitted again by the supervisor: %d",
                job.restores(), job.resubmissions());
        console.print(
                "  checkpoints: %d, the newest %s",
                job.checkpoints(), job.checkpoint().orElse("none"));
        job.savepoint().ifPresent(path -> console.print("  savepoint: %s", path));
        job.failure().ifPresent(failure -> console.print("  last failure: %s", failure));
    }
}
