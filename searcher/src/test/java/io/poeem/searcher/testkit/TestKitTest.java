package io.poeem.searcher.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.poeem.searcher.Hits;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.searcher.Query;
import io.poeem.searcher.SubscriberState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** The test kit as the test of an application uses it: public classes alone. */
class TestKitTest {

    private final MemoryIndexTopic topic = new MemoryIndexTopic("films");
    private final SmallIndex films = SmallIndex.of("films", 3)
            .item("alien", 10, 1, 0, 0)
            .item("heat", 20, 0, 1, 0)
            .item("brazil", 10, 0, 0, 1)
            .token("hist=alien", 1, 0, 0)
            .token("last=heat", 0.2f, 0.8f, 0);

    @Test
    void whatIsPublishedIsFound() throws Exception {
        topic.publish(films.next());
        try (IndexSubscriber index =
                IndexSubscriber.builder().source(topic).index("films").build()) {
            index.start().get(30, SECONDS);
            Hits hits = index.current().search(Query.tokens("hist=alien"), 2);
            assertThat(hits.ids()).containsExactly("alien", "heat");
            assertThat((double) hits.hits().get(0).score()).isCloseTo(10 + Math.log(10.0 / 40), within(1e-4));
        }
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOldOneAndAPinBringsItBack() throws Exception {
        topic.publish(films.next());
        try (IndexSubscriber index =
                IndexSubscriber.builder().source(topic).index("films").build()) {
            index.start().get(30, SECONDS);
            topic.publish(films.remove("alien").next());
            await().until(() -> index.current().version() == 2);
            assertThat(index.current().search(Query.tokens("hist=alien"), 3).ids())
                    .doesNotContain("alien");
            topic.pin(1);
            await().until(() -> index.status().state() == SubscriberState.PINNED);
            assertThat(index.current().search(Query.tokens("hist=alien"), 3).ids())
                    .contains("alien");
            topic.unpin();
            await().until(() -> index.current().version() == 2);
        }
    }

    @Test
    void metricsTellHowTheSubscriberStands() throws Exception {
        Map<String, DoubleSupplier> figures = new HashMap<>();
        topic.publish(films.next());
        try (IndexSubscriber index = IndexSubscriber.builder()
                .source(topic)
                .index("films")
                .patience(Duration.ZERO)
                .metrics(new Figures(figures))
                .build()) {
            assertThat(figures.get("poeem.index.version.current").getAsDouble()).isNaN();
            index.start().get(30, SECONDS);
            topic.publishWithoutChunks(films.next());
            await().until(() -> figures.get("poeem.index.refreshes.failed").getAsDouble() == 1);
            assertThat(figures.get("poeem.index.version.current").getAsDouble()).isEqualTo(1);
            assertThat(figures.get("poeem.index.version.wanted").getAsDouble()).isEqualTo(2);
            assertThat(figures.get("poeem.index.refreshes.ok").getAsDouble()).isEqualTo(1);
            assertThat(figures.get("poeem.index.refreshes.consecutive_failures").getAsDouble())
                    .isEqualTo(1);
            assertThat(figures.get("poeem.index.version.pinned").getAsDouble()).isNaN();
            assertThat(figures.get("poeem.index.loaded_bytes").getAsDouble()).isPositive();
            assertThat(figures.get("poeem.index.event_time_lag_seconds").getAsDouble())
                    .isGreaterThan(1e9);
            await().until(() -> figures.get("poeem.index.trouble").getAsDouble() == 1);
        }
    }

    private record Figures(Map<String, DoubleSupplier> all) implements io.poeem.searcher.metrics.MetricSink {
        @Override
        public void gauge(String name, String help, DoubleSupplier value) {
            all.put(name, value);
        }

        @Override
        public void counter(String name, String help, DoubleSupplier total) {
            all.put(name, total);
        }
    }
}
