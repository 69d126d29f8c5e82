package io.poeem.job.sequence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.ClosedRound;
import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.event.ShardEvent;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Shards, a merge and a topic in memory. However events arrive, watermarks come and checkpoints are restored, with a topic that keeps
 * what was written after the checkpoint, and now and then loses a record where later ones are written: each shard does the same, and all of them see the same merges and versions.
 */
class RoundSequencerPropertyTest {

    private static final int SHARDS = 3;
    private static final Rounds ROUNDS = new Rounds(20, new SequenceRules(4, 15, 100, example -> true));

    @Property(tries = 300)
    void whatEachShardDoesFollowsFromTheEventsAlone(@ForAll long seed, @ForAll @IntRange(max = 90) int n) {
        List<List<ShardEvent>> events = events(new Random(seed), n);
        List<List<String>> expected = new Simulation(events, 0, new Random(seed), false).run();
        for (int other = 1; other <= 3; other++) {
            List<List<String>> disturbed = new Simulation(events, 0, new Random(seed + other), true).run();
            for (String commuting : List.of("catalogue", "merge")) {
                assertThat(without(commuting, disturbed)).isEqualTo(without(commuting, expected));
            }
        }
    }

    /** The catalogue changes a shard's own items, a merge what all shards share: which comes first means nothing. */
    private static List<List<String>> without(String action, List<List<String>> said) {
        return said.stream()
                .map(shard ->
                        shard.stream().filter(line -> !line.startsWith(action)).toList())
                .toList();
    }

    @Property(tries = 200)
    void everyShardSeesTheSameMergesAndVersions(@ForAll long seed, @ForAll @IntRange(max = 90) int n) {
        List<List<ShardEvent>> events = events(new Random(seed), n);
        List<List<String>> said = new Simulation(events, 0, new Random(seed), true).run();
        List<String> shared = shared(said.get(0));
        for (List<String> shard : said) {
            assertThat(shared(shard)).isEqualTo(shared);
        }
        assertThat(shared.stream().filter(line -> line.startsWith("publish")))
                .containsExactlyElementsOf(events.stream()
                        .flatMap(List::stream)
                        .filter(ExampleRecord.class::isInstance)
                        .map(event -> event.eventTime() / 100 * 100 + 100)
                        .sorted()
                        .distinct()
                        .map(boundary -> "publish " + boundary)
                        .toList());
    }

    @Property(tries = 200)
    void aShardHasAppliedExactlyTheRoundsBeforeTheOneThatItTrains(
            @ForAll long seed, @ForAll @IntRange(max = 90) int n) {
        for (List<String> shard : new Simulation(events(new Random(seed), n), 0, new Random(seed), true).run()) {
            long merged = Long.MIN_VALUE;
            long contributed = Long.MIN_VALUE;
            for (String line : shard) {
                long number = Long.parseLong(line.split(" ")[1]);
                switch (line.split(" ")[0]) {
                    case "merge" -> merged = number;
                    case "train" -> {
                        assertThat(merged).isLessThan(number / 20 * 20);
                        assertThat(merged).isGreaterThanOrEqualTo(contributed);
                    }
                    case "contribute" -> contributed = number;
                    case "publish" -> assertThat(merged).isLessThan(number).isGreaterThanOrEqualTo(number - 100);
                    default -> assertThat(line).startsWith("catalogue");
                }
            }
            assertThat(merged).isGreaterThanOrEqualTo(contributed);
        }
    }

    /**
     * That a shard contributes to a round once, before its merge, the simulation sees to. Nothing is restored: what came late may be in
     * time then, for a round that others know to be over. The job refuses what makes clicks late, source.idleness, for that reason.
     */
    @Property(tries = 300)
    void whatComesLateIsTrainedInARoundThatIsNotOver(@ForAll long seed, @ForAll @IntRange(max = 90) int n) {
        List<List<ShardEvent>> events = events(new Random(seed), n);
        List<List<String>> said = new Simulation(events, 4, new Random(seed), true).run();
        List<String> shared = shared(said.get(0));
        for (int shard = 0; shard < SHARDS; shard++) {
            assertThat(shared(said.get(shard))).isEqualTo(shared);
            assertThat(trained(said.get(shard)))
                    .containsExactlyInAnyOrderElementsOf(events.get(shard).stream()
                            .filter(ExampleRecord.class::isInstance)
                            .map(event -> ((ExampleRecord) event).example().getItem())
                            .toList());
        }
        assertThat(shared).doesNotHaveDuplicates();
    }

    private static List<String> trained(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("train"))
                .flatMap(line -> Stream.of(
                        line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(", ")))
                .toList();
    }

    private static List<String> shared(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("merge") || line.startsWith("publish"))
                .toList();
    }

    private static List<List<ShardEvent>> events(Random random, int n) {
        List<List<ShardEvent>> events = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            events.add(new ArrayList<>());
        }
        for (int offset = 0; offset < n; offset++) {
            long time = random.nextInt(3) * 1_000L + random.nextInt(300);
            ShardEvent event = random.nextInt(5) == 0
                    ? new ItemRecord(new Item("i" + offset, time, List.of(), null, false), 0, offset)
                    : new ExampleRecord(
                            new Example("u", "e" + offset, time, 0, (long) offset, 1f, false, List.of(), List.of()));
            events.get(random.nextInt(SHARDS)).add(event);
        }
        return events;
    }

    /** All of the job that matters here; a checkpoint holds everything but the topic. */
    private static final class Simulation {
        private final List<List<ShardEvent>> rest = new ArrayList<>();
        private final List<ModelEvent> topic = new ArrayList<>();
        private final Random random;
        private final boolean disturbed;
        private final boolean restores;
        private final int late;
        private List<Subtask> subtasks = new ArrayList<>();
        private TreeMap<Long, TreeMap<Integer, String>> windows = new TreeMap<>();
        private long watermark = Long.MIN_VALUE;
        private long told = Long.MIN_VALUE;
        private Checkpoint checkpoint;
        /** The topic did not get a record, of which there is no checkpoint any more. */
        private boolean lost;

        /** @param late watermarks do not wait for one event in so many; 0: for all */
        Simulation(List<List<ShardEvent>> events, int late, Random random, boolean disturbed) {
            this.late = late;
            this.random = random;
            this.disturbed = disturbed;
            this.restores = disturbed && late == 0;
            for (List<ShardEvent> shard : events) {
                List<ShardEvent> shuffled = new ArrayList<>(shard);
                if (disturbed) {
                    Collections.shuffle(shuffled, random);
                }
                rest.add(shuffled);
                subtasks.add(new Subtask(subtasks.size(), RoundPosition.start(), List.of(), List.of()));
            }
        }

        List<List<String>> run() {
            for (int step = 0; step < 20_000; step++) {
                if (done()) {
                    return subtasks.stream().map(subtask -> subtask.said).toList();
                }
                step();
                if (restores && !lost && random.nextInt(40) == 0) {
                    checkpoint = new Checkpoint();
                } else if (restores && checkpoint != null && random.nextInt(60) == 0) {
                    checkpoint.restore();
                }
            }
            throw new AssertionError("stuck: "
                    + subtasks.stream()
                            .map(subtask -> subtask.sequencer.position())
                            .toList());
        }

        private boolean done() {
            return subtasks.stream()
                    .allMatch(subtask -> subtask.sequencer.position().progress() == Long.MAX_VALUE
                            && subtask.sequencer.size() == 0
                            && rest.get(subtask.number).isEmpty()
                            && subtask.clicks == Long.MAX_VALUE);
        }

        private void step() {
            int number = disturbed ? random.nextInt(SHARDS) : 0;
            for (int i = 0; i < (disturbed ? 1 : SHARDS); i++) {
                subtasks.get((number + i) % SHARDS).step();
            }
            long least = subtasks.stream()
                    .mapToLong(subtask -> subtask.sequencer.watermark())
                    .min()
                    .getAsLong();
            if (least > watermark) {
                watermark = least;
                merge();
            }
        }

        private void merge() {
            List<ClosedRound> closed = new ArrayList<>();
            while (!windows.isEmpty() && windows.firstKey() + ROUNDS.millis() - 1 <= watermark) {
                Map.Entry<Long, TreeMap<Integer, String>> window = windows.pollFirstEntry();
                for (int block = 0; block < 2; block++) {
                    byte[] payload = (window.getKey() + " " + window.getValue()).getBytes(UTF_8);
                    write(new MergedBlock("run", window.getKey(), block, 0, payload));
                }
                closed.add(new ClosedRound(window.getKey(), 2));
            }
            write(new RoundProgress("run", told, watermark, closed));
            told = Math.max(told, watermark);
        }

        private void write(ModelEvent event) {
            if (checkpoint != null && random.nextInt(40) == 0) {
                lost = true;
            } else {
                topic.add(event);
            }
        }

        private final class Checkpoint {
            private final List<List<ShardEvent>> keptRest =
                    rest.stream().<List<ShardEvent>>map(ArrayList::new).toList();
            private final List<Subtask> kept =
                    subtasks.stream().map(Subtask::copy).toList();
            private final TreeMap<Long, TreeMap<Integer, String>> keptWindows = copy(windows);
            private final long keptTold = told;

            void restore() {
                for (int i = 0; i < SHARDS; i++) {
                    rest.set(i, new ArrayList<>(keptRest.get(i)));
                }
                subtasks = new ArrayList<>(kept.stream().map(Subtask::copy).toList());
                windows = copy(keptWindows);
                watermark = Long.MIN_VALUE;
                told = keptTold;
                lost = false;
            }

            private TreeMap<Long, TreeMap<Integer, String>> copy(TreeMap<Long, TreeMap<Integer, String>> from) {
                TreeMap<Long, TreeMap<Integer, String>> copy = new TreeMap<>();
                from.forEach((round, shards) -> copy.put(round, new TreeMap<>(shards)));
                return copy;
            }
        }

        private final class Subtask implements RoundActions {
            private final int number;
            private final RoundSequencer sequencer;
            private final List<String> said = new ArrayList<>();
            private long clicks = Long.MIN_VALUE;
            private int read;

            Subtask(int number, RoundPosition position, List<ShardEvent> waiting, List<MergedBlock> merged) {
                this.number = number;
                sequencer = new RoundSequencer(ROUNDS, position, waiting, merged);
            }

            Subtask copy() {
                List<ShardEvent> waiting = new ArrayList<>();
                List<MergedBlock> merged = new ArrayList<>();
                sequencer.waiting(waiting::add);
                sequencer.merged(merged::add);
                if (disturbed) {
                    Collections.shuffle(waiting, random);
                }
                Subtask copy = new Subtask(number, sequencer.position(), waiting, merged);
                copy.said.addAll(said);
                copy.read = read;
                return copy;
            }

            void step() {
                List<ShardEvent> mine = rest.get(number);
                if (!disturbed || random.nextBoolean()) {
                    for (int i = disturbed ? random.nextInt(4) : mine.size(); i > 0 && !mine.isEmpty(); i--) {
                        sequencer.add(mine.remove(mine.size() - 1));
                    }
                    clicks = watermark(mine);
                    sequencer.events(clicks);
                } else if (read < topic.size()) {
                    read();
                }
                while (!disturbed && read < topic.size()) {
                    read();
                }
                sequencer.advance(this);
            }

            private long watermark(List<ShardEvent> mine) {
                long[] awaited = mine.stream()
                        .mapToLong(ShardEvent::eventTime)
                        .filter(time -> late == 0 || time % late != 0)
                        .toArray();
                return (awaited.length > 0
                                ? LongStream.of(awaited)
                                : mine.stream().mapToLong(ShardEvent::eventTime))
                        .map(time -> time - 1)
                        .min()
                        .orElse(Long.MAX_VALUE);
            }

            private void read() {
                ModelEvent event = topic.get(read++);
                if (event instanceof MergedBlock block) {
                    sequencer.add(block);
                } else {
                    sequencer.progress((RoundProgress) event);
                }
            }

            @Override
            public void train(List<Example> batch) {
                said.add("train " + batch.get(0).getEventTime() + " "
                        + batch.stream().map(Example::getItem).toList());
            }

            @Override
            public void catalogue(Item item) {
                said.add("catalogue " + item.getEventTime() + " " + item.getId());
            }

            @Override
            public void publish(long boundary) {
                said.add("publish " + boundary);
            }

            @Override
            public void contribute(long round, boolean beforeVersion) {
                said.add("contribute " + round + " " + beforeVersion);
                assertThat(ROUNDS.end(round) - 1).isGreaterThan(watermark);
                String before =
                        windows.computeIfAbsent(round, r -> new TreeMap<>()).put(number, "of " + number);
                assertThat(before).isNull();
            }

            @Override
            public void merge(List<byte[]> merged) {
                assertThat(merged).hasSize(2);
                said.add("merge " + new String(merged.get(0), UTF_8));
            }
        }
    }
}
