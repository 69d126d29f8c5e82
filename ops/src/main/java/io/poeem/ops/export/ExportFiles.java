package io.poeem.ops.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one export: the index, and beside it files with longer names. They are written as {@code *.part} and take their names
 * together at the end, the description last: where it is, all that it names is there. What fails before leaves what was there.
 */
final class ExportFiles implements AutoCloseable {

    private static final String PART = ".part";
    private static final Pattern OURS = Pattern.compile(
            "|\\.json|\\.items\\.jsonl|\\.tokens\\.(jsonl|npy)|\\.rotation\\.npy|\\.query\\.\\d+\\.(weights|bias)\\.npy");

    private final Path out;
    private final Map<Path, Path> parts = new LinkedHashMap<>(); // by what each will be
    private final List<Description.Written> written = new ArrayList<>();

    /** Writes one file. */
    interface Content {
        void to(HashedFile file) throws IOException;
    }

    /** Makes the directory where it is missing. */
    ExportFiles(Path out) throws IOException {
        this.out = out.toAbsolutePath();
        Files.createDirectories(this.out.getParent());
    }

    /** Finds out whether a file can be written there; leaves none. */
    void tryOut() throws IOException {
        Path part = out.resolveSibling(out.getFileName() + PART);
        Files.write(part, new byte[0]);
        Files.delete(part);
    }

    /** Files of an export of this name that are there. */
    static List<Path> present(Path out) throws IOException {
        Path absolute = out.toAbsolutePath();
        if (!Files.isDirectory(absolute.getParent())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(absolute.getParent())) {
            String name = absolute.getFileName().toString();
            return all.filter(file -> isOurs(file.getFileName().toString(), name))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(String file, String name) {
        return file.startsWith(name)
                && OURS.matcher(file.substring(name.length())).matches();
    }

    /**
     * @param suffix what its name has more than the index's
     * @return its name
     */
    String write(String suffix, String role, Content content) throws IOException {
        Path target = out.resolveSibling(out.getFileName() + suffix);
        Path part = target.resolveSibling(target.getFileName() + PART);
        parts.put(target, part);
        try (HashedFile file = HashedFile.create(part)) {
            content.to(file);
            String sha256 = HexFormat.of().formatHex(file.sha256());
            written.add(new Description.Written(target.getFileName().toString(), role, file.size(), sha256));
        }
        return target.getFileName().toString();
    }

    /** In the order of writing. */
    List<Description.Written> written() {
        return List.copyOf(written);
    }

    /**
     * Puts all files in place of those of an earlier export, of which none remains.
     *
     * @return the files, the description last
     */
    List<Path> commit(byte[] description) throws IOException {
        Path target = out.resolveSibling(out.getFileName() + ".json");
        Path part = target.resolveSibling(target.getFileName() + PART);
        parts.put(target, part);
        Files.write(part, description);
        Files.deleteIfExists(target);
        for (Path earlier : present(out)) {
            if (!parts.containsKey(earlier)) {
                Files.delete(earlier);
            }
        }
        for (Map.Entry<Path, Path> file : parts.entrySet()) {
            Files.move(
                    file.getValue(),
                    file.getKey(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        List<Path> committed = List.copyOf(parts.keySet());
        parts.clear();
        return committed;
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        for (Path part : parts.values()) {
            Files.deleteIfExists(part);
        }
    }
}
