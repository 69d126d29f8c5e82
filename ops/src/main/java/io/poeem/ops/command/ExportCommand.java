package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.console.Progress;
import io.poeem.ops.export.Export;
import io.poeem.ops.export.ExportFormat;
import io.poeem.searcher.LoadedVersion;
import io.poeem.state.image.IndexImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem export}: one version as files for another searcher. */
@Command(
        name = "export",
        sortOptions = false,
        description = {
            "Writes the newest version of an index, or a given one, as files that other searchers read.",
            "FILE is the index. Beside it: FILE.json says what is what, FILE.items.jsonl who the items are and what their"
                    + " popularity adds, FILE.tokens.* what queries are made of. docs/export.md has the layouts and an example."
        })
public final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "poeem-idx: the file of the method's authors; faiss: an IVF-PQ index of Faiss.")
    private String format;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The index; other files go beside it.")
    private Path out;

    @Option(names = "--version", paramLabel = "N", description = "Version to export (default: the newest).")
    private Long version;

    @Option(
            names = "--no-tokens",
            description = "Leave out the rows that queries are made of, where queries come from elsewhere.")
    private boolean noTokens;

    @Option(names = "--force", description = "Replace an export of the same name.")
    private boolean force;

    @Mixin
    private IndexOptions place;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        ExportFormat layout = Options.usage(spec, () -> ExportFormat.named(format));
        Export export = new Export(layout, out, !noTokens);
        export.check(force);
        LoadedVersion loaded = PublishedIndex.load(place.options(), Optional.ofNullable(version));
        IndexImage image = loaded.image();
        List<Path> files;
        try (Progress progress = console.progress("exporting", export.rows(image), "rows")) {
            files = export.write(loaded.manifest().getIndex(), image, progress);
        }
        console.say(
                "version %d, trained through %s, %,d items",
                loaded.version(), Instant.ofEpochMilli(image.trainedThrough()), image.size());
        files.forEach(file -> console.print("%s\t%d", file, size(file)));
        return 0;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the size of " + file, e);
        }
    }
}
