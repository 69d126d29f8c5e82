package io.poeem.ops.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.options.OptionException;
import io.poeem.ops.csv.ClickColumns;
import io.poeem.ops.evaluate.Measures;
import io.poeem.ops.evaluate.UserSample;
import io.poeem.ops.range.Window;
import io.poeem.searcher.SearchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run writes under its own names, whatever its settings say. */
class RunSettingsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "topic.clicks=prod, --topic",
        "topic.items=prod, --items-topic",
        "topic.index=prod, topics of its own",
        "topic.versions=prod, topics of its own",
        "topic.rejected=prod, topics of its own",
        "namespace=prod, namespace of its own",
        "group.id=prod, group of its own",
        "kafka.source.group.id=prod, would have no effect",
        "kafka.sink.transactional.id=prod, would have no effect",
        "source.bounded=false, train",
        "source.to-offsets=0:5, source.bounded",
        "kafka.bootstrap=prod:9092, --bootstrap"
    })
    void aSettingThatTheRunDecidesIsRefusedWithTheFlagToUse(String assignment, String remedy) {
        Settings settings = new Settings(Optional.empty(), List.of(assignment));
        assertThatThrownBy(() -> RunSettings.check(plan(settings)))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(assignment.substring(0, assignment.indexOf('=')))
                .hasMessageContaining(remedy);
    }

    @Test
    void aFileOfSettingsIsHeldToTheSame() throws IOException {
        Path file = Files.writeString(directory.resolve("job.properties"), "topic.clicks=prod\n");
        assertThatThrownBy(() -> RunSettings.check(plan(new Settings(Optional.of(file), List.of()))))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("topic.clicks");
    }

    @Test
    void whatIsLearnedMayBeSet() {
        Settings settings = new Settings(Optional.empty(), List.of("history.length=5", "index.name=mine"));
        assertThatCode(() -> RunSettings.check(plan(settings))).doesNotThrowAnyException();
    }

    private static Plan plan(Settings settings) {
        return new Plan(
                new Input.Csv(Path.of("clicks.csv"), ClickColumns.standard(), Window.ALL, Optional.empty()),
                0,
                Optional.empty(),
                Optional.empty(),
                "mine",
                settings,
                Map.of(),
                SearchOptions.defaults(),
                new UserSample(1),
                Window.ALL,
                Measures.ALL);
    }
}
