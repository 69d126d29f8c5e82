package io.poeem.ops.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.evaluate.PublishTimes;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.PartitionOffset;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessMeterTest {

    @Test
    void aClickCountsWithTheFirstVersionThatHoldsIt() {
        PublishTimes times = new PublishTimes();
        times.add(0, 1000);
        times.add(1, 1100);
        times.add(5, 1200); // offsets may have gaps
        times.add(6, 1300); // in no version
        List<Served> served = List.of(served(1, 2000, 2), served(2, 3000, 6));
        assertThat(FreshnessMeter.measure("c", Map.of(0, times), served)).contains(new Freshness(1000, 1800));
    }

    @Test
    void offsetsOfOtherTopicsDoNotCount() {
        PublishTimes times = new PublishTimes();
        times.add(0, 1000);
        assertThat(FreshnessMeter.measure("other", Map.of(0, times), List.of(served(1, 2000, 2))))
                .isEmpty();
    }

    private static Served served(long version, long at, long offset) {
        IndexManifest manifest = new IndexManifest();
        manifest.setVersion(version);
        manifest.setOffsets(List.of(new PartitionOffset("c", 0, offset)));
        manifest.setOptionHash(ByteBuffer.allocate(0));
        return new Served(manifest, at);
    }
}
