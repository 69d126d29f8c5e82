package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process of a cluster has logged.
 *
 * @param file where
 */
public record ClusterLog(Path file) {

    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /**
     * What its logger wrote; of one that did not come that far, what it printed.
     *
     * @throws ClusterException when there is no such process, or it has said nothing
     */
    public static ClusterLog of(Path path, Member member) {
        ClusterDirectory directory = new ClusterDirectory(path);
        ClusterSpec spec = directory.spec();
        return Stream.of(directory.log(member), directory.out(member))
                .filter(Files::exists)
                .findFirst()
                .map(ClusterLog::new)
                .orElseThrow(() -> new ClusterException("There is no " + directory.log(member) + "; this cluster has "
                        + spec.members().stream().map(Member::name).toList()));
    }

    /** The last lines, at most so many. */
    public List<String> last(int most) {
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, Files.size(file) - MOST_BYTES));
            List<String> lines = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - most), lines.size());
        } catch (IOException e) {
            throw new ClusterException("Cannot read " + file + ": " + e, e);
        }
    }
}
