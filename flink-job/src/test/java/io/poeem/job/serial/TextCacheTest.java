package io.poeem.job.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TextCacheTest {

    private final TextCache cache = new TextCache();

    private List<String> again(List<String> texts) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        Strings.writeAll(texts, out);
        return cache.readAll(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    @Property(tries = 300)
    void anyTextIsReadAsItWasWritten(@ForAll List<String> texts) throws IOException {
        assertThat(again(texts)).isEqualTo(Strings.readAll(written(texts)));
        assertThat(again(texts)).as("a second time").isEqualTo(Strings.readAll(written(texts)));
    }

    private static DataInputDeserializer written(List<String> texts) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        Strings.writeAll(texts, out);
        return new DataInputDeserializer(out.getCopyOfBuffer());
    }

    /** Three times as many as it has room for, so that each place is taken by several. */
    @Test
    void textsThatTakeEachOthersPlaceStayApart() throws IOException {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 3 << 16; i++) {
            many.add("item-" + i);
        }
        assertThat(again(many)).isEqualTo(many);
        assertThat(again(many)).isEqualTo(many);
    }

    @Test
    void whatComesAgainIsTheSameObject() throws IOException {
        List<String> first = again(List.of("tt0111161", "tt0068646"));
        assertThat(again(List.of("tt0068646")).get(0)).isSameAs(first.get(1));
        String tooLong = "x".repeat(65);
        assertThat(again(List.of(tooLong, "", "ü"))).containsExactly(tooLong, "", "ü");
    }
}
