package io.poeem.job.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the order of arrival, the watermarks and the restores: the same events give the same actions. */
class SequencerPropertyTest {

    private static final SequenceRules RULES =
            new SequenceRules(4, 30, 100, example -> !example.getHistory().isEmpty());

    @Property(tries = 300)
    void actionsFollowFromTheEventsAlone(@ForAll long seed, @ForAll @IntRange(min = 0, max = 120) int n) {
        List<ShardEvent> events = events(new Random(seed), n);
        List<String> expected = allAtOnce(events);
        for (int other = 1; other <= 3; other++) {
            assertThat(atRandom(events, new Random(seed + other))).isEqualTo(expected);
        }
    }

    @Property(tries = 200)
    void everyEventIsActedUponOnceAndBatchesAndVersionsKeepTheirBounds(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 120) int n) {
        List<ShardEvent> events = events(new Random(seed), n);
        Recorder recorder = new Recorder();
        Sequencer sequencer = new Sequencer(RULES, Position.start(), events);
        sequencer.advance(Long.MAX_VALUE, recorder);

        assertThat(recorder.events).isEqualTo(n);
        assertThat(sequencer.size()).isZero();
        assertThat(recorder.boundaries).isSorted().doesNotHaveDuplicates().allMatch(b -> b % 100 == 0);
        assertThat(recorder.boundaries)
                .containsExactlyElementsOf(events.stream()
                        .map(event -> event.eventTime() / 100 * 100 + 100)
                        .sorted()
                        .distinct()
                        .toList());
    }

    private static List<String> allAtOnce(List<ShardEvent> events) {
        Recorder recorder = new Recorder();
        Sequencer sequencer = new Sequencer(RULES, Position.start(), events);
        sequencer.advance(Long.MAX_VALUE, recorder);
        return recorder.said;
    }

    /** Events come in any order that no watermark forbids; now and then the sequencer is replaced by a restored one. */
    private static List<String> atRandom(List<ShardEvent> events, Random random) {
        List<ShardEvent> rest = new ArrayList<>(events);
        Collections.shuffle(rest, random);
        Recorder recorder = new Recorder();
        Sequencer sequencer = new Sequencer(RULES, Position.start(), List.of());
        while (!rest.isEmpty()) {
            for (int i = random.nextInt(10); i >= 0 && !rest.isEmpty(); i--) {
                sequencer.add(rest.remove(rest.size() - 1));
            }
            long smallest = rest.stream().mapToLong(ShardEvent::eventTime).min().orElse(1_000);
            sequencer.advance(smallest - 1 - random.nextInt(3), recorder);
            if (random.nextInt(5) == 0) {
                sequencer = restored(sequencer, random);
            }
        }
        sequencer.advance(Long.MAX_VALUE, recorder);
        return recorder.said;
    }

    private static Sequencer restored(Sequencer from, Random random) {
        List<ShardEvent> waiting = new ArrayList<>();
        from.waiting(waiting::add);
        Collections.shuffle(waiting, random);
        return new Sequencer(RULES, from.position(), waiting);
    }

    private static List<ShardEvent> events(Random random, int n) {
        List<ShardEvent> events = new ArrayList<>();
        for (int offset = 0; offset < n; offset++) {
            long time = random.nextInt(900);
            int partition = random.nextInt(3);
            events.add(
                    random.nextInt(5) == 0
                            ? new ItemRecord(new Item("i" + offset, time, List.of(), null, false), partition, offset)
                            : new ExampleRecord(example(time, partition, offset, random.nextBoolean())));
        }
        return events;
    }

    private static Example example(long time, int partition, long offset, boolean query) {
        List<String> history = query ? List.of("x") : List.of();
        return new Example("u", "e" + offset, time, partition, offset, 1f, false, history, List.of());
    }

    private static final class Recorder implements Actions {
        private final List<String> said = new ArrayList<>();
        private final List<Long> boundaries = new ArrayList<>();
        private int events;

        @Override
        public void train(List<Example> batch) {
            long queries = batch.stream()
                    .filter(example -> RULES.hasQuery().test(example))
                    .count();
            assertThat(queries).isLessThanOrEqualTo(RULES.batchSize());
            assertThat(batch.get(batch.size() - 1).getEventTime() - batch.get(0).getEventTime())
                    .isLessThan(RULES.maxDelayMillis());
            said.add("train " + batch.stream().map(Example::getItem).toList());
            events += batch.size();
        }

        @Override
        public void catalogue(Item item) {
            said.add("catalogue " + item.getId());
            events++;
        }

        @Override
        public void publish(long boundary) {
            said.add("publish " + boundary);
            boundaries.add(boundary);
        }
    }
}
