package io.poeem.searcher;

import io.poeem.searcher.TestTrainer.Published;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.testkit.MemoryTopic;
import io.poeem.state.model.Shape;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run of one or two trainers, topics, and 1 to 8 searchers, all out of one seed.
 *
 * <p>A transaction that is committed becomes visible topic by topic, in its own time, its chunks perhaps twice; one that is
 * aborted never does, and its version's number is used again. Searchers stop at any point between two rounds and start anew,
 * some with what they kept on their disk. The index is pinned and unpinned.
 *
 * <p>After every event: whatever is served is exactly what some trainer committed under that number (nothing partial, nothing
 * mixed, nothing taken back), and no searcher goes back, but to a pin. At the end, when everything has become visible, every
 * searcher serves the newest version, or the pinned one.
 */
final class Simulation {

    private static final Shape SHAPE = new Shape(4, 2, 2, 2);
    private static final int EVENTS = 40;

    private final Random random;
    private final boolean twoTrainers;
    private final List<TestTrainer> trainers = new ArrayList<>();
    private final MemoryTopic chunks = new MemoryTopic();
    private final MemoryTopic versions = new MemoryTopic();
    private final MemoryTopic pins = new MemoryTopic();
    private final Deque<Runnable> chunksUnderWay = new ArrayDeque<>();
    private final Deque<Runnable> versionsUnderWay = new ArrayDeque<>();
    private final Map<Long, Set<String>> committed = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private OptionalLong pin = OptionalLong.empty();
    private long newest;

    /** A searcher, and what it served last. */
    private final class Node {
        private final Optional<Path> disk;
        private FollowedIndex index;
        private long served = -1;
        private Searcher checked;

        Node(Optional<Path> disk) {
            this.disk = disk;
            start();
        }

        void start() {
            FollowedIndex topics = new FollowedIndex(chunks, versions, pins, pace(), Optional.empty());
            index = disk.isPresent() ? topics.started(disk.get()) : topics;
            served = -1;
        }
    }

    /** @param disk where searchers may keep their caches; each in a directory of its own */
    Simulation(long seed, Optional<Path> disk) {
        random = new Random(seed);
        twoTrainers = random.nextInt(5) == 0;
        trainers.add(new TestTrainer(seed, SHAPE, 5));
        if (twoTrainers) {
            trainers.add(new TestTrainer(seed + 1, SHAPE, 5));
        }
        int searchers = 1 + random.nextInt(8);
        for (int i = 0; i < searchers; i++) {
            Path own = disk.map(at -> at.resolve(seed + "-" + nodes.size())).orElse(null);
            nodes.add(new Node(Optional.ofNullable(random.nextInt(3) == 0 ? own : null)));
        }
        chunks.recordsPerPoll(1 + random.nextInt(6));
    }

    List<String> trace() {
        return trace;
    }

    void run() {
        for (int i = 0; i < EVENTS; i++) {
            event();
            check();
        }
        end();
    }

    private void event() {
        switch (random.nextInt(12)) {
            case 0, 1 -> publish();
            case 2 -> takeBack();
            case 3, 4 -> show(chunksUnderWay, "chunks");
            case 5 -> show(versionsUnderWay, "announcements");
            case 6 -> restart(nodes.get(random.nextInt(nodes.size())));
            case 7 -> pinSomewhere();
            case 8 -> reopen(nodes.get(random.nextInt(nodes.size())));
            default -> rounds(nodes.get(random.nextInt(nodes.size())), 1 + random.nextInt(4));
        }
    }

    private void publish() {
        TestTrainer trainer = trainers.get(random.nextInt(trainers.size()));
        Published version = trainer.version() == 0 || random.nextInt(4) == 0 ? trainer.full() : trainer.delta();
        trace.add("commit " + version.version() + " of trainer " + trainers.indexOf(trainer));
        commit(version);
    }

    private void commit(Published version) {
        newest = Math.max(newest, version.version());
        committed
                .computeIfAbsent(version.version(), number -> new TreeSet<>())
                .add(content(version.image().contentSha256()));
        for (byte[] chunk : version.chunks()) {
            int times = random.nextInt(6) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                chunksUnderWay.add(() -> chunks.append(version.time(), chunk));
            }
        }
        versionsUnderWay.add(() -> versions.append(version.time(), version.manifest()));
    }

    /** An aborted transaction: the trainer goes on as if the version had not been; nobody ever sees it. */
    private void takeBack() {
        TestTrainer zombie = trainers.get(0).copy(random.nextLong());
        trace.add("abort " + (zombie.version() == 0 ? zombie.full() : zombie.delta()).version());
    }

    private void show(Deque<Runnable> underWay, String what) {
        int n = Math.min(underWay.size(), 1 + random.nextInt(8));
        trace.add("show " + n + " " + what);
        for (int i = 0; i < n; i++) {
            underWay.remove().run();
        }
    }

    private void restart(Node node) {
        trace.add("restart " + nodes.indexOf(node) + (node.disk.isPresent() ? " with its cache" : ""));
        node.start();
    }

    private void reopen(Node node) {
        trace.add("reopen " + nodes.indexOf(node));
        node.index.reopen();
    }

    private void pinSomewhere() {
        pin = random.nextBoolean() || newest == 0
                ? OptionalLong.empty()
                : OptionalLong.of(1 + random.nextInt((int) newest));
        trace.add("pin " + pin);
        nodes.get(0).index.pin(pin.orElse(-1));
    }

    private void rounds(Node node, int rounds) {
        trace.add(rounds + " rounds of " + nodes.indexOf(node));
        for (int i = 0; i < rounds; i++) {
            node.index.round();
            check(node);
        }
    }

    private void check() {
        nodes.forEach(this::check);
    }

    private void check(Node node) {
        long version = node.index.served();
        if (version < 0) {
            require(node.served < 0, "nothing is served by one that served " + node.served);
            return;
        }
        Searcher now = node.index.serving.current().orElseThrow();
        if (now == node.checked) {
            return;
        }
        node.checked = now;
        String content = content(node.index.servedContent());
        require(
                committed.getOrDefault(version, Set.of()).contains(content),
                "version " + version + " is served with a content that nobody committed");
        OptionalLong known = node.index.status().pinned();
        require(
                version >= node.served || known.isPresent() && known.getAsLong() == version,
                "version " + version + " is served after " + node.served + " with the pin " + known);
        node.served = version;
    }

    /** Everything becomes visible, and the first trainer publishes a last full version, which heals what was lost. */
    private void end() {
        trace.add("the end");
        TestTrainer last = trainers.get(0);
        long beyond = newest;
        while (last.version() <= beyond) {
            commit(last.full());
        }
        while (!chunksUnderWay.isEmpty()) {
            chunksUnderWay.remove().run();
        }
        while (!versionsUnderWay.isEmpty()) {
            versionsUnderWay.remove().run();
        }
        for (Node node : nodes) {
            node.index.follow();
            check(node);
            long wanted = pin.orElse(newest);
            require(
                    node.served == wanted || twoTrainers && pin.isPresent(),
                    "version " + node.served + " is served at the end, not " + wanted + ": "
                            + node.index.status().message());
        }
    }

    private Pace pace() {
        return random.nextBoolean() ? Pace.NEWEST : Pace.EVERY_VERSION;
    }

    private static String content(byte[] sha256) {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256, 8));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
