package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process of a cluster has logged.
 *
 * @param file where
 */
public record ClusterLog(Path file) {

    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /** @throws ClusterException when there is no such process, or it has logged nothing */
    public static ClusterLog of(Path path, Member member) {
        ClusterDirectory directory = new ClusterDirectory(path);
        ClusterSpec spec = directory.spec();
        Path file = directory.log(member);
        if (!Files.exists(file)) {
            throw new ClusterException("There is no " + file + "; this cluster has "
                    + spec.members().stream().map(Member::name).toList());
        }
        return new ClusterLog(file);
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
