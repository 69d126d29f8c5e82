package io.poeem.ops.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.ops.console.Console;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.UnreadableVersionException;
import io.poeem.searcher.VersionHistory;
import io.poeem.searcher.VersionReader;
import io.poeem.searcher.VersionReaderBuilder;
import io.poeem.searcher.topic.IndexSource;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the subcommands of {@code poeem versions} have in common: the index, and the form of the answer. */
abstract class VersionsSubcommand implements Callable<Integer> {

    /** Chunks of a version that was announced long ago are there, or never will be. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private IndexOptions place;

    @Option(names = "--json", description = "The answer as JSON, one object on a line.")
    private boolean json;

    private JobOptions options;

    /** @return the exit status */
    abstract int run(Console console);

    @Override
    public final Integer call() {
        options = place.options();
        return run(Console.ofProcess(spec.commandLine().getOut()));
    }

    /** As {@link Options#check}. */
    final void check(boolean holds, String message) {
        Options.check(spec, holds, message);
    }

    final boolean json() {
        return json;
    }

    final String index() {
        return options.get(KafkaOptions.INDEX_NAME);
    }

    final Properties client() {
        return options.kafkaClient();
    }

    final String pinTopic() {
        return IndexSource.pinTopic(options.topics().versions());
    }

    final IndexSource source() {
        return IndexSource.kafka(
                client(), index(), options.topics().index(), options.topics().versions(), pinTopic());
    }

    final <T> T guarded(Supplier<T> reading) {
        return PublishedIndex.guarded(options, reading);
    }

    final VersionHistory history() {
        return guarded(() -> reader().history());
    }

    /**
     * @throws IllegalArgumentException if it is not announced
     */
    final VersionHistory.Version find(VersionHistory history, long number) {
        return history.find(number)
                .orElseThrow(() -> new IllegalArgumentException("Version " + number + " of index '" + index()
                        + "' is not announced in " + options.topics().versions()
                        + history.newest()
                                .map(newest -> "; the newest is " + newest.number())
                                .orElse("; there is none at all")));
    }

    /** @throws UnreadableVersionException if it is not whole and true */
    final LoadedVersion load(long number) {
        return guarded(() -> reader().load(number));
    }

    private VersionReaderBuilder reader() {
        return VersionReader.builder()
                .kafka(client())
                .index(index())
                .topics(options.topics().index(), options.topics().versions())
                .patience(PATIENCE);
    }

    static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
