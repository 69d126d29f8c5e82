package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.versions.ImageDiff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code poeem versions diff N M}. */
@Command(
        name = "diff",
        sortOptions = false,
        description = "Says what is different between two versions: items, codes, popularity, tokens, model, health.")
public final class VersionsDiff extends VersionsSubcommand {

    @Parameters(index = "0", paramLabel = "N", description = "From this version.")
    private long from;

    @Parameters(index = "1", paramLabel = "M", description = "To this one.")
    private long to;

    @Override
    int run(Console console) {
        ImageDiff diff = ImageDiff.of(load(from), load(to));
        if (json()) {
            console.print(toJson(diff));
            return 0;
        }
        console.print("items\t%d -> %d", diff.itemsFrom(), diff.itemsTo());
        console.print("items added\t%d", diff.itemsAdded());
        console.print("items removed\t%d", diff.itemsRemoved());
        console.print("items with another code\t%d", diff.itemsChangedCode());
        console.print("items with another b\t%d", diff.itemsChangedBias());
        console.print("items with another count\t%d", diff.itemsChangedCount());
        console.print("tokens added\t%d", diff.tokensAdded());
        console.print("tokens removed\t%d", diff.tokensRemoved());
        console.print("tokens with another row\t%d", diff.tokensChanged());
        diff.model().forEach((part, changed) -> console.print("model %s\t%s", part, changed ? "changed" : "same"));
        diff.health().forEach((figure, values) -> console.print("health %s\t%s -> %s", figure, values[0], values[1]));
        return 0;
    }
}
