package io.poeem.job;

import io.poeem.job.options.JobArguments;
import io.poeem.job.options.OptionException;
import io.poeem.job.preflight.PreflightException;

/**
 * The training job's entry point: on a cluster by {@code flink run}, or in this JVM when there is none.
 *
 * <pre>
 *   flink run poeem-job.jar --bootstrap host:9092 [--config FILE]… [--set key=value]…
 * </pre>
 */
public final class Main {

    private Main() {}

    /**
     * Checks the options against the brokers, and submits the job; where there is no cluster, runs it and returns when it
     * ends.
     *
     * @param args see {@link JobArguments}
     */
    public static void main(String[] args) throws Exception {
        try {
            PoeemJob.run(JobArguments.parse(args));
        } catch (OptionException | PreflightException e) {
            System.err.println(e.getMessage());
            throw e;
        }
    }
}
