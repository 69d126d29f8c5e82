package io.poeem.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.LearnerOptions;
import io.poeem.train.popularity.PopularityOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOptionsTest {

    @TempDir
    Path directory;

    @Test
    void theDefaultsAreTheLearners() {
        assertThat(JobOptions.of(Map.of()).learner()).isEqualTo(LearnerOptions.defaults());
    }

    @Test
    void thePresetOfTheAuthorsIsTheLearners() {
        assertThat(JobOptions.of(Map.of("preset", "poeem")).learner()).isEqualTo(LearnerOptions.poeem());
    }

    @Test
    void whatIsSetByHandGoesBeforeThePreset() {
        JobOptions options = JobOptions.of(Map.of("preset", "poeem", "scale", "20"));
        assertThat(options.get(ModelOptions.SCALE)).isEqualTo(20);
        assertThat(options.get(LearningOptions.BATCH_SIZE)).isEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource({
        "batch.sise, batch.size",
        "snapshot.intervall, snapshot.interval",
        "kafka.boostrap, kafka.bootstrap",
        "flink., flink.",
        "popularity.halflife, popularity.half-life"
    })
    void anUnknownKeyIsAnErrorThatNamesTheNearestKnownOne(String key, String nearest) {
        assertThatThrownBy(() -> JobOptions.of(Map.of(key, "1")))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("\"" + key + "\"")
                .hasMessageContaining("\"" + nearest + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "batch.size, 1, 2 to 8192",
        "batch.size, many, a whole number",
        "scale, NaN, 'above 0, to 9999'",
        "shards, 0, 1 to 128",
        "snapshot.interval, soon, a duration",
        "chunk.bytes, 2 mb, 4 kb to 900 kb",
        "preset, fast, 'default, poeem'",
        "codebook.subspaces, 7, 64",
        "tower.layers, 0, separated by commas",
        "source.from, yesterday, an instant"
    })
    void aValueBeyondItsLimitIsAnErrorThatNamesOptionValueAndLimit(String key, String value, String limit) {
        assertThatThrownBy(() -> JobOptions.of(Map.of(key, value)))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(key)
                .hasMessageContainingAll(value.toUpperCase().equals("FAST") ? "preset" : value, limit);
    }

    @ParameterizedTest
    @CsvSource({
        "flink.execution.checkpointing.interval, checkpoint.interval",
        "flink.pipeline.auto-watermark-interval, watermark.interval",
        "flink.pipeline.max-parallelism, promises",
        "kafka.source.isolation.level, promises",
        "kafka.source.group.id, group.id",
        "kafka.client.bootstrap.servers, kafka.bootstrap",
        "kafka.client.isolation.level, promises",
        "kafka.sink.transaction.timeout.ms, transaction.timeout"
    })
    void whatWouldHaveNoEffectIsRefusedWithWhatToUseInstead(String key, String instead) {
        assertThatThrownBy(() -> JobOptions.of(Map.of(key, "1")))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll("\"" + key + "\"", "no effect", instead);
    }

    @Test
    void endsAreRefusedInAJobThatNeverEnds() {
        assertThatThrownBy(() -> JobOptions.of(Map.of("source.to-offsets", "0:10")))
                .hasMessageContainingAll("source.to-offsets", "source.bounded");
        assertThatThrownBy(() -> JobOptions.of(Map.of("source.to", "10")))
                .hasMessageContainingAll("source.to", "source.bounded");
    }

    @Test
    void idlePartitionsAreRefusedWhereShardsShareRounds() {
        Map<String, String> idle = Map.of("source.idleness", "30 s");
        assertThat(JobOptions.of(idle).shares()).isFalse();
        assertThatThrownBy(() -> JobOptions.of(idle).with("shards", "4"))
                .hasMessageContainingAll("\"source.idleness\" is 30 s", "\"shards\" is 4", "weight 0");
    }

    @Test
    void aRotationThatCannotLearnIsRefused() {
        assertThatThrownBy(() -> JobOptions.of(Map.of("rotation.learn", "givens-greedy", "distortion.weight", "0")))
                .hasMessageContainingAll("rotation.learn = givens-greedy", "distortion.weight is 0");
        assertThatThrownBy(() -> JobOptions.of(Map.of("rotation.learn", "givens-steepest", "model.dims", "512")))
                .hasMessageContainingAll("rotation.learn = givens-steepest", "model.dims is 512", "givens-greedy");
    }

    @Test
    void anEstimateWithoutAHalfLifeHasNoneToFind() {
        assertThatThrownBy(
                        () -> JobOptions.of(Map.of("popularity.estimate", "interval", "popularity.half-life", "auto")))
                .hasMessageContainingAll("popularity.estimate", "interval", "popularity.half-life", "decayed");
        PopularityOptions intervals = JobOptions.of(Map.of("popularity.estimate", "interval", "popularity.step", "0.2"))
                .learner()
                .popularity()
                .counting();
        assertThat(intervals.estimate()).isEqualTo(PopularityOptions.Estimate.INTERVAL);
        assertThat(intervals.step()).isEqualTo(0.2);
    }

    @Test
    void aHalfLifeIsADurationOrAuto() {
        assertThat(halfLife("auto")).isEmpty();
        assertThat(halfLife("90 min")).hasValue(Duration.ofMinutes(90));
        for (String wrong : List.of("soon", "999 ms", "36501 d", "-1 h", "")) {
            assertThatThrownBy(() -> halfLife(wrong))
                    .as(wrong)
                    .hasMessageContainingAll("popularity.half-life", "auto, or a duration");
        }
    }

    private static Optional<Duration> halfLife(String value) {
        return JobOptions.of(Map.of("popularity.half-life", value))
                .learner()
                .popularity()
                .counting()
                .halfLife();
    }

    @Test
    void aBiasThatCouldNotTravelIsRefused() {
        assertThatThrownBy(() -> JobOptions.of(Map.of("item.bias", "true", "popularity.weight", "0.0001")))
                .hasMessageContainingAll("item.bias", "popularity.weight", "1.0E-4", "at least 0.001");
        JobOptions.of(Map.of("item.bias", "true", "popularity.weight", "0"));
    }

    @Test
    void frozenCodebooksCannotRevive() {
        assertThatThrownBy(() -> JobOptions.of(Map.of("codebook.rule", "frozen", "revive.after", "1000")))
                .hasMessageContainingAll("revive.after", "codebook.rule");
    }

    @Test
    void checkpointsThatOutlastATransactionAreRefused() {
        assertThatThrownBy(() -> JobOptions.of(Map.of("checkpoint.interval", "10 min")))
                .hasMessageContainingAll("checkpoint.interval", "transaction.timeout", "10 min");
    }

    @Test
    void aRowThatNoChunkCouldHoldIsRefusedAtStart() {
        assertThatThrownBy(() -> JobOptions.of(Map.of("chunk.bytes", "4 kb", "model.dims", "1024")))
                .hasMessageContainingAll(
                        "chunk.bytes", "4096", "model.dims", "1024", "id.max-bytes", "token.max-bytes");
        assertThatThrownBy(() -> JobOptions.of(Map.of("chunk.bytes", "16 kb", "token.max-bytes", "16384")))
                .hasMessageContainingAll("chunk.bytes", "16384", "token.max-bytes");
    }

    @Test
    void theSmallestChunkThatIsAcceptedHoldsTheLongestRow() {
        int dims = 1_024;
        int idBytes = 3_000;
        long least = VersionWriter.bytesOfOne("poeem", idBytes + "hist=".length(), dims);
        Map<String, String> settings =
                Map.of("model.dims", "1024", "id.max-bytes", "3000", "chunk.bytes", least + " bytes");
        assertThat(JobOptions.of(settings).get(VersionOptions.CHUNK).getBytes()).isEqualTo(least);
        assertThatThrownBy(() -> JobOptions.of(settings).with("chunk.bytes", (least - 1) + " bytes"))
                .hasMessageContaining("Set chunk.bytes to at least " + least);

        VersionWriter writer = new VersionWriter("poeem", 1, 1, new Shape(dims, 4, 8, 4), (int) least, chunk -> {});
        writer.token("hist=" + "i".repeat(idBytes), new float[dims], 0);
        assertThat(writer.finish()).hasSize(1);
    }

    @Test
    void twoRolesForATopicAreRefused() {
        assertThatThrownBy(() -> JobOptions.of(Map.of("topic.clicks", "a", "topic.rejected", "a")))
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("two roles");
    }

    @Test
    void topicsTakeTheirNamesFromTheNamespaceAndNoCatalogueIsAnEmptyName() {
        Topics topics = JobOptions.of(Map.of("namespace", "trial", "topic.clicks", "shop.clicks", "topic.items", ""))
                .topics();
        assertThat(topics.clicks()).isEqualTo("shop.clicks");
        assertThat(topics.items()).isEmpty();
        assertThat(topics.index()).isEqualTo("trial.index");
    }

    @Test
    void secretsAreNotShown() {
        JobOptions options = JobOptions.of(Map.of(
                "kafka.bootstrap", "here:1",
                "kafka.client.sasl.jaas.config", "hunter2",
                "kafka.client.ssl.keystore.password", "hunter3",
                "flink.fs.azure.account.key.shop.blob.core.windows.net", "hunter4",
                "flink.metrics.reporter.dghttp.apikey", "hunter5",
                "kafka.client.basic.auth.user.info", "hunter6",
                "flink.some.service-key", "hunter7",
                "flink.some.auth-params", "hunter8",
                "token.max-bytes", "100"));
        assertThat(options.toString()).doesNotContain("hunter").contains("token.max-bytes=100");
        assertThat(options.kafkaSource()).containsEntry("sasl.jaas.config", "hunter2");
    }

    @Test
    void aMissingBrokerIsNamedAsSuch() {
        assertThatThrownBy(() -> JobOptions.of(Map.of()).kafkaClient()).hasMessageContaining("kafka.bootstrap");
    }

    @Test
    void propertiesOfOthersArePassedOn() {
        JobOptions options = JobOptions.of(Map.of(
                "kafka.bootstrap", "here:1",
                "kafka.client.a", "1",
                "kafka.source.a", "2",
                "kafka.sink.b", "3",
                "flink.c.d", "4"));
        assertThat(options.kafkaSource()).containsEntry("a", "2").containsEntry("bootstrap.servers", "here:1");
        assertThat(options.kafkaSink()).containsEntry("a", "1").containsEntry("b", "3");
        assertThat(options.flink().toMap()).containsEntry("c.d", "4");
    }

    @Test
    void aCommandLineSetsOverItsFiles() throws Exception {
        Path properties = Files.writeString(directory.resolve("a.properties"), "batch.size = 64\nscale = 12\n");
        Path yaml = Files.writeString(
                directory.resolve("b.yaml"), "snapshot:\n  interval: 2 h\nscale: 14\ntower.layers: [128, 64]\n");
        JobOptions options = JobArguments.parse(
                "--set", "batch.size=32", "--config", properties.toString(), "--config=" + yaml, "--bootstrap", "k:9");
        assertThat(options.get(LearningOptions.BATCH_SIZE)).isEqualTo(32);
        assertThat(options.get(ModelOptions.SCALE)).isEqualTo(14);
        assertThat(options.get(VersionOptions.SNAPSHOT_INTERVAL)).hasHours(2);
        assertThat(options.learner().towers().layers()).containsExactly(128, 64);
        assertThat(options.get(KafkaOptions.BOOTSTRAP)).isEqualTo("k:9");
    }

    @Test
    void argumentsThatNobodyKnowsAreRefused() {
        assertThatThrownBy(() -> JobArguments.parse("--fast", "yes")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> JobArguments.parse("--set")).hasMessageContaining("lacks its value");
        assertThatThrownBy(() -> JobArguments.parse("--set", "scale")).hasMessageContaining("key=value");
        assertThatThrownBy(() -> JobArguments.parse("--config", "/no/such/file"))
                .hasMessageContaining("/no/such/file");
    }

    @Test
    void theHashFollowsWhatIsLearnedAndNothingElse() {
        byte[] hash = JobOptions.of(Map.of()).hash();
        assertThat(JobOptions.of(Map.of("cache.rows", "2000", "namespace", "x")).hash())
                .isEqualTo(hash);
        assertThat(JobOptions.of(Map.of("scale", "11")).hash()).isNotEqualTo(hash);
        assertThat(JobOptions.of(Map.of("scale", "7")).hash()).isEqualTo(hash);
    }

    @Test
    void fieldsSideBySideAreWhatTheLearnerGetsAndContradictionsNameTheRemedy() {
        JobOptions options = JobOptions.of(Map.of(
                "tower.fields", "concat", "query.context.fields", "term,device", "item.feature.fields", "category"));
        assertThat(options.learner().towers().fields().context()).containsExactly("term", "device");
        assertThat(options.learner().towers().fields().features()).containsExactly("category");
        assertThatThrownBy(() -> JobOptions.of(Map.of("item.feature.fields", "category")))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("tower.fields = concat");
        assertThatThrownBy(() -> JobOptions.of(
                        Map.of("tower.fields", "concat", "query.context.fields", "a", "query.context", "false")))
                .hasMessageContaining("query.context\" switches off");
        assertThatThrownBy(() -> JobOptions.of(
                        Map.of("tower.fields", "concat", "item.feature.fields", "a", "item.features", "false")))
                .hasMessageContaining("item.features\" switches off");
        assertThatThrownBy(() -> JobOptions.of(Map.of("tower.fields", "concat", "query.context.fields", "a b")))
                .hasMessageContaining("up to 21 names");
    }
}
