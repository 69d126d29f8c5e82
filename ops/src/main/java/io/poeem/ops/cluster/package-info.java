/**
 * A real cluster on one machine, without containers: brokers, a JobManager and TaskManagers as JVMs of their own, run from the
 * same files as the container images ({@code ops/image}).
 *
 * <p>A cluster is a directory ({@link io.poeem.ops.cluster.ClusterDirectory}): what it consists of, which process is what, the
 * job that it is to run, logs, checkpoints and savepoints. A supervisor, one more JVM, starts what is not running, and submits
 * the job again from its newest whole checkpoint when a new JobManager does not know it. Commands read and write the directory
 * and ask the JobManager; none has to stay.
 */
package io.poeem.ops.cluster;
