package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.poeem.searcher.TestTrainer.Published;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IndexSubscriberTest {

    private final TestTrainer trainer = TestTrainer.small(3);
    private final MemoryIndex index = new MemoryIndex();
    private final List<Long> heard = new CopyOnWriteArrayList<>();
    private final List<LoadedVersion> loaded = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private IndexSubscriber subscriber = builder().build();

    private IndexSubscriberBuilder builder() {
        return IndexSubscriber.builder()
                .index(TestTrainer.INDEX)
                .source(index)
                .patience(Duration.ZERO)
                .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)))
                .clock(Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC))
                .listener(new VersionListener() {
                    @Override
                    public void onVersion(LoadedVersion version) {
                        heard.add(version.version());
                        loaded.add(version);
                    }

                    @Override
                    public void onTrouble(String message) {
                        troubles.add(message);
                    }
                });
    }

    @AfterEach
    void close() {
        subscriber.close();
    }

    @Test
    void theStartIsOverWithTheFirstImage() throws Exception {
        CompletableFuture<Searcher> started = subscriber.start();
        assertThat(subscriber.currentIfAny()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> subscriber.current())
                .withMessageContaining("no version to search yet")
                .withMessageContaining("wait for start()");
        index.publish(trainer.full());
        assertThat(started.get().version()).isEqualTo(1);
        assertThat(subscriber.current()).isSameAs(started.get());
    }

    @Test
    void itFollowsEveryVersion() throws Exception {
        index.publish(trainer.full());
        subscriber.start().get();
        for (int i = 0; i < 5; i++) {
            index.publish(trainer.delta());
        }
        index.publish(trainer.full());
        await().until(() -> heard.size() == 7);
        assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        LoadedVersion last = loaded.get(6);
        assertThat(last.image().contentSha256()).isEqualTo(trainer.image().contentSha256());
        assertThat(last.timing().servedAt()).isEqualTo(77);
        assertThat(last.timing().chunkBytes()).isPositive();
        assertThat(last.manifest().getTrainedThrough()).isEqualTo(7 * TestTrainer.INTERVAL);
    }

    @Test
    void whoSearchesWhileVersionsChangeHasOneVersionAtATime() throws Exception {
        Map<Long, Hits> expected = new ConcurrentHashMap<>();
        Query query = Query.tokens("hist=i5", "hist=i9");
        SearchOptions options = SearchOptions.defaults().withK(100);
        List<Published> versions = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Published version = i % 10 == 0 ? trainer.full() : trainer.delta();
            versions.add(version);
            expected.put(version.version(), new Searcher(version.image()).search(query, options));
        }
        index.publish(versions.get(0));
        subscriber.start().get();
        AtomicBoolean done = new AtomicBoolean();
        Callable<Long> search = () -> {
            long different = 0;
            long last = 0;
            while (!done.get()) {
                Hits hits = subscriber.current().search(query, options);
                assertThat(hits).isEqualTo(expected.get(hits.version()));
                assertThat(hits.version()).isGreaterThanOrEqualTo(last);
                different += hits.version() == last ? 0 : 1;
                last = hits.version();
            }
            return different;
        };
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Long>> searches = List.of(pool.submit(search), pool.submit(search), pool.submit(search));
            versions.subList(1, versions.size()).forEach(index::publish);
            await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == 150);
            done.set(true);
            for (Future<Long> result : searches) {
                assertThat(result.get()).isPositive();
            }
        } finally {
            done.set(true);
            pool.shutdownNow();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aBrokerThatIsAwayIsTriedAgainUntilItIsBack() throws Exception {
        index.refusals.set(7);
        index.publish(trainer.full());
        assertThat(subscriber.start().get().version()).isEqualTo(1);
        assertThat(troubles).hasSize(7).allMatch(trouble -> trouble.contains("the broker is away"));
        assertThat(subscriber.status().lastError())
                .as("gone with the first version")
                .isEmpty();
    }

    @Test
    void aListenerThatThrowsHurtsNobody() throws Exception {
        subscriber = builder()
                .listener(new VersionListener() {
                    @Override
                    public void onVersion(LoadedVersion version) {
                        throw new IllegalStateException("on purpose");
                    }
                })
                .build();
        index.publish(trainer.full());
        subscriber.start().get();
        index.publish(trainer.delta());
        await().until(() -> heard.size() == 2);
        assertThat(index.opened).as("the sources stay open").hasValue(1);
    }

    @Test
    void aFailedVersionIsInTheStatus() throws Exception {
        index.publish(trainer.full());
        subscriber.start().get();
        index.versions.append(0, trainer.delta().manifest());
        await().until(() -> !subscriber.status().failures().isEmpty());
        SubscriberStatus status = subscriber.status();
        assertThat(status.current()).hasValue(1);
        assertThat(status.wanted()).hasValue(2);
        assertThat(status.failures().get(0).reason()).isEqualTo(VersionFailure.Reason.INCOMPLETE);
        assertThat(subscriber.current().version()).isEqualTo(1);
    }

    @Test
    void closingEndsTheThreadAndWhatWasServedStaysUsable() throws Exception {
        index.publish(trainer.full());
        subscriber.start().get();
        assertThat(subscriberThreads()).isEqualTo(1);
        subscriber.close();
        assertThat(subscriberThreads()).isZero();
        Hits hits = subscriber.current().search(Query.tokens("hist=i1"), SearchOptions.defaults());
        assertThat(hits.hits()).isNotEmpty();
        subscriber.close();
    }

    @Test
    void closingBeforeThereIsAVersionFailsTheStart() {
        CompletableFuture<Searcher> started = subscriber.start();
        subscriber.close();
        assertThatThrownBy(started::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("the subscriber of index 'test' was closed before it had a version");
    }

    @Test
    void closingWhileTheBrokerIsAwayDoesNotWaitForIt() {
        index.refusals.set(Integer.MAX_VALUE);
        subscriber = builder()
                .backoff(new Backoff(Duration.ofHours(1), Duration.ofHours(1)))
                .build();
        subscriber.start();
        await().until(() -> !troubles.isEmpty());
        subscriber.close();
        assertThat(subscriberThreads()).isZero();
    }

    @Test
    void withoutAnythingToFollowItIsNotBuilt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> IndexSubscriber.builder().build())
                .withMessageContaining("bootstrap.servers");
    }

    private static long subscriberThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("poeem-subscriber-" + TestTrainer.INDEX))
                .peek(thread -> assertThat(thread.isDaemon()).isTrue())
                .count();
    }
}
