package io.poeem.ops.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first line of a CSV file: which column stands where. */
final class Header {

    private final Path path;
    private final List<String> names;

    private Header(Path path, List<String> names) {
        this.path = path;
        this.names = List.copyOf(names);
    }

    static Header read(InputFile file, CsvLine csv) {
        Line line = file.next();
        if (line == null) {
            throw new FileFault(file.path() + " is empty; its first line must name the columns");
        }
        if (line.isFaulty()) {
            throw new FileFault(file.path() + ": line 1 " + line.fault());
        }
        try {
            List<String> names = new ArrayList<>();
            for (String name : csv.split(line.text())) {
                names.add(name.trim());
            }
            return new Header(file.path(), names);
        } catch (IOException e) {
            throw new FileFault(file.path() + ": line 1 is no CSV header: " + e.getMessage(), e);
        }
    }

    /** @throws FileFault when there is no such column */
    int require(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new FileFault(
                    path + " has no column '" + name + "' in its first line; there are: " + String.join(", ", names));
        }
        return at;
    }

    /** Position of a column, or -1. */
    int find(String name) {
        return names.indexOf(name);
    }

    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }
}
