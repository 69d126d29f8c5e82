package io.poeem.ops.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A catalogue as CSV: item_id, optionally title, and columns that become features {@code column=value}.
 *
 * <p>A column with very many values (a time, a count) says of each item only that it is itself, which its id does
 * already: unless named, such columns are left out, and so are those with one value.
 */
final class ItemCsv {

    /** Most distinct values of a column that is taken without being named. */
    static final int FEW = 256;

    private ItemCsv() {}

    static Catalogue read(Path path, List<String> wanted, Consumer<BadLine> bad) {
        List<String[]> rows = new ArrayList<>();
        Header header = rows(path, rows, bad);
        int id = header.require("item_id");
        int title = header.find("title");
        wanted.forEach(header::require);
        List<String> leftOut = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            if (column != id && column != title && takes(header, column, wanted, rows, leftOut)) {
                columns.add(column);
            }
        }
        List<ItemRow> items = new ArrayList<>();
        for (String[] row : rows) {
            items.add(new ItemRow(
                    row[id], title < 0 || row[title].isEmpty() ? null : row[title], features(header, row, columns)));
        }
        return new Catalogue(items, leftOut);
    }

    private static Header rows(Path path, List<String[]> rows, Consumer<BadLine> bad) {
        CsvLine csv = new CsvLine();
        try (InputFile file = InputFile.open(path)) {
            Header header = Header.read(file, csv);
            int id = header.require("item_id");
            for (Line line = file.next(); line != null; line = file.next()) {
                String fault = line.isFaulty() ? line.fault() : add(csv, line, header, id, rows);
                if (fault != null) {
                    bad.accept(new BadLine(line.number(), fault));
                }
            }
            return header;
        }
    }

    /** What is wrong with the line, or null. */
    private static String add(CsvLine csv, Line line, Header header, int id, List<String[]> rows) {
        if (line.text().isEmpty()) {
            return null;
        }
        try {
            String[] row = csv.split(line.text());
            if (row.length != header.size()) {
                return "has " + row.length + " columns where the header has " + header.size();
            }
            if (row[id].isEmpty()) {
                return "has an empty item_id";
            }
            rows.add(row);
            return null;
        } catch (IOException e) {
            return "is no CSV: " + BadLine.shown(line.text());
        }
    }

    private static boolean takes(
            Header header, int column, List<String> wanted, List<String[]> rows, List<String> leftOut) {
        String name = header.names().get(column);
        if (!wanted.isEmpty()) {
            return wanted.contains(name);
        }
        Set<String> values = new HashSet<>();
        for (String[] row : rows) {
            values.add(row[column]);
        }
        if (values.size() > FEW) {
            leftOut.add(name + " (" + values.size() + " distinct values, more than " + FEW + ")");
        } else if (values.size() < 2) {
            leftOut.add(name + " (the same for every item)");
        }
        return values.size() >= 2 && values.size() <= FEW;
    }

    private static List<String> features(Header header, String[] row, List<Integer> columns) {
        List<String> tokens = new ArrayList<>(columns.size());
        for (int column : columns) {
            if (!row[column].isEmpty()) {
                tokens.add(header.names().get(column) + "=" + row[column]);
            }
        }
        return tokens;
    }
}
