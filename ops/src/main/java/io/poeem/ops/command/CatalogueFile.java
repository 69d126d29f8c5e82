package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.ItemColumns;
import java.nio.file.Path;

/** Reads a catalogue and says what of it is not used. */
final class CatalogueFile {

    private CatalogueFile() {}

    static Catalogue read(Console console, Path path, ItemColumns columns) {
        BadLines bad = new BadLines(console, path);
        Catalogue catalogue = Catalogue.read(path, columns, bad);
        for (String column : catalogue.leftOut()) {
            console.say("%s: left out %s; --item-column takes it", path.getFileName(), column);
        }
        bad.summarise();
        return catalogue;
    }
}
