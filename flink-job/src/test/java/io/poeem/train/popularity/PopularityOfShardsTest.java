package io.poeem.train.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards that count their own items' clicks know every item's share in the clicks of all. */
class PopularityOfShardsTest {

    private static final long START = 1_380_000_000_000L;
    private static final int SHARDS = 3;
    private static final int ITEMS = 20;

    private final List<Counting> shards = new ArrayList<>();

    private void start(PopularityOptions options) {
        for (int shard = 0; shard < SHARDS; shard++) {
            shards.add(new Counting(options, 1000));
        }
    }

    private void merge() throws IOException {
        List<byte[]> reports = new ArrayList<>();
        for (Counting shard : shards) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            shard.estimate().report(new DataOutputStream(bytes));
            reports.add(bytes.toByteArray());
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            List<DataInput> read = new ArrayList<>();
            reports.forEach(report -> read.add(new DataInputStream(new ByteArrayInputStream(report))));
            shards.get(shard).estimate().merged(read, shard);
        }
    }

    /** Clicks over days, so that shards begin on different ones. */
    private void click(Counting alone, int clicks) {
        Random random = new Random(1);
        long time = START;
        for (int click = 0; click < clicks; click++) {
            time += random.nextInt(1_200_000);
            int item = random.nextInt(1 + random.nextInt(ITEMS));
            if (click < 200 && item % SHARDS == 2) {
                continue; // this shard begins later
            }
            float weight = random.nextInt(3) == 0 ? 2.5f : 1;
            alone.count("i" + item, weight, time);
            shards.get(item % SHARDS).count("i" + item, weight, time);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void sharesAreThoseOfOneWhoCountsAll(int halfLifeHours) throws IOException {
        PopularityOptions options = halfLifeHours == 0
                ? PopularityOptions.auto()
                : PopularityOptions.decayed(Duration.ofHours(halfLifeHours));
        start(options);
        Counting alone = new Counting(options, 1000);
        click(alone, 3000);
        merge();
        for (int item = 0; item < ITEMS; item++) {
            Counting own = shards.get(item % SHARDS);
            assertThat(own.share("i" + item)).isCloseTo(alone.share("i" + item), within(1e-9));
            assertThat(own.logCount("i" + item) - alone.logCount("i" + item)).isCloseTo(0, within(1e-6));
        }
        double total = shards.get(0).estimate().logTotal();
        assertThat(shards).allMatch(shard -> shard.estimate().logTotal() == total, "all have the same total");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01})
    void intervalsOfAShardBecomeThoseOfAll(double step) throws IOException {
        start(PopularityOptions.interval(step));
        Counting alone = new Counting(PopularityOptions.interval(step), 1000);
        click(alone, 20_000);
        merge();
        double sum = 0;
        for (int item = 0; item < ITEMS; item++) {
            double share = shards.get(item % SHARDS).share("i" + item);
            assertThat(share / alone.share("i" + item)).isBetween(0.5, 2.0);
            sum += share;
        }
        assertThat(sum).isBetween(0.7, 1.3);
    }
}
