package io.poeem.ops.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickCsvTest {

    @TempDir
    Path directory;

    private final List<BadLine> bad = new ArrayList<>();

    @Test
    void columnsAreFoundByTheirNamesAndOthersIgnored() throws IOException {
        Path file = file("rating,item_id,timestamp_ms,user_id\n7,i1,1000,u1\n");
        assertThat(read(file, ClickColumns.standard()))
                .containsExactly(new ClickRow(2, 1000, "u1", "i1", 1, List.of()));
    }

    @Test
    void aPipeIsReadToItsEnd() throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
        Process writer =
                new ProcessBuilder("sh", "-c", "printf 'timestamp_ms,user_id,item_id\\n1,u,i\\n' > " + pipe).start();
        assertThat(Pipes.is(pipe)).isTrue();
        assertThat(read(pipe, ClickColumns.standard()))
                .extracting(ClickRow::user)
                .containsExactly("u");
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void aWeightColumnIsTakenWhenNamed() throws IOException {
        Path file = file("timestamp_ms,user_id,item_id,rating\n1,u,i,7.5\n");
        ClickColumns rating = new ClickColumns(Optional.of("rating"), List.of());
        assertThat(read(file, rating)).extracting(ClickRow::weight).containsExactly(7.5f);
    }

    @Test
    void contextColumnsBecomeTokens() throws IOException {
        Path file = file("timestamp_ms,user_id,item_id,device\n1,u,i,phone\n2,u,i,\n");
        ClickColumns device = new ClickColumns(Optional.empty(), List.of("device"));
        assertThat(read(file, device))
                .extracting(ClickRow::context)
                .containsExactly(List.of("device=phone"), List.of());
    }

    @Test
    void everyKindOfBadLineIsReportedWithItsNumberAndReadingGoesOn() throws IOException {
        Path file = file("timestamp_ms,user_id,item_id,weight\n"
                + "x,u,i,1\n" // 2
                + "1,u,i\n" // 3
                + "1,,i,1\n" // 4
                + "1,u,,1\n" // 5
                + "-5,u,i,1\n" // 6
                + "1,u,i,NaN\n" // 7
                + "1,\"u,i,1\n" // 8
                + "1,u,i,1\n" // 9: good
                + "1,u," + "i".repeat(LineReader.MAX_BYTES) + ",1\n" // 10
                + "\n" // 11: empty
                + "1,u,i,1000001\n" // 12
                + "2,u,i,1"); // 13: good, no end of line
        assertThat(read(file, ClickColumns.standard()))
                .extracting(ClickRow::line)
                .containsExactly(9L, 13L);
        assertThat(bad).extracting(BadLine::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 10L, 12L);
        assertThat(bad).extracting(BadLine::toString).first().asString().contains("line 2", "timestamp_ms", "'x'");
    }

    @Test
    void bytesThatAreNoUtf8AreABadLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("timestamp_ms,user_id,item_id\n1,u,".getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[] {(byte) 0xff, '\n'});
        bytes.write("2,u,é\r\n".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(directory.resolve("f.csv"), bytes.toByteArray());
        assertThat(read(file, ClickColumns.standard()))
                .extracting(ClickRow::item)
                .containsExactly("é");
        assertThat(bad).containsExactly(new BadLine(2, "is not UTF-8"));
    }

    @Test
    void gzipIsKnownByItsBytes() throws IOException {
        Path file = directory.resolve("clicks.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("timestamp_ms,user_id,item_id\n1,u,i\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(file, ClickColumns.standard())).hasSize(1);
    }

    @Test
    void quotedColumnsMayHoldCommas() throws IOException {
        Path file = file("timestamp_ms,user_id,item_id\n1,\"a,b\",\"say \"\"i\"\"\"\n");
        assertThat(read(file, ClickColumns.standard()))
                .containsExactly(new ClickRow(2, 1, "a,b", "say \"i\"", 1, List.of()));
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() throws IOException {
        Path file = file("time,user_id,item_id\n1,u,i\n");
        assertThatThrownBy(() -> read(file, ClickColumns.standard()))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("timestamp_ms")
                .hasMessageContaining("time, user_id, item_id");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("nothing.csv");
        assertThatThrownBy(() -> read(missing, ClickColumns.standard()))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("nothing.csv");
    }

    private List<ClickRow> read(Path file, ClickColumns columns) {
        List<ClickRow> rows = new ArrayList<>();
        try (ClickCsv clicks = new ClickCsv(file, columns, bad::add)) {
            for (ClickRow row = clicks.next(); row != null; row = clicks.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("f.csv"), text);
    }
}
