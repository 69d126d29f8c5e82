package io.poeem.job;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.RuntimeOptions;
import io.poeem.job.options.StreamOptions;
import io.poeem.job.trainer.ShardTrainer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.rocksdb.CompressionType;

/** Flink's own settings: what the job needs, then what the user says under {@code flink.}, then what suits it. */
public final class FlinkSettings {

    private static final String LOOPBACK = "127.0.0.1";

    private FlinkSettings() {}

    static Configuration of(JobOptions options) {
        Configuration settings = suited(options);
        settings.addAll(options.flink());
        settings.addAll(needed(options));
        return settings;
    }

    /**
     * For a Flink in this JVM: memory that its defaults are too small with, and ports of its choice that nobody outside
     * this machine reaches. Never for a cluster's client, which would look for the cluster here.
     */
    public static Configuration embedded() {
        Configuration settings = new Configuration();
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(JobManagerOptions.ADDRESS, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.HOST, LOOPBACK);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        return settings;
    }

    /** Without these the job is not what it promises. */
    private static Configuration needed(JobOptions options) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.MAX_PARALLELISM, ShardTrainer.MAX_PARALLELISM);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, options.get(StreamOptions.WATERMARK_INTERVAL));
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.get(RuntimeOptions.CHECKPOINT_INTERVAL));
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        return settings;
    }

    private static Configuration suited(JobOptions options) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, options.get(RuntimeOptions.JOB_NAME));
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        settings.set(
                RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
                List.of(
                        CompressionType.NO_COMPRESSION,
                        CompressionType.NO_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION));
        settings.set(RocksDBOptions.USE_MANAGED_MEMORY, true);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        return settings;
    }
}
