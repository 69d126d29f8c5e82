package io.poeem.ops.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

    private static final int NONE = -1;
    private static final String MILLISECONDS = "|\\d{1,18}";

    private ItemCsv() {}

    static Catalogue read(Path path, ItemColumns wanted, Consumer<BadLine> bad) {
        List<String[]> rows = new ArrayList<>();
        Header header = rows(path, wanted, rows, bad);
        int id = header.require("item_id");
        int title = header.find("title");
        int time = wanted.time().map(header::require).orElse(NONE);
        wanted.features().forEach(header::require);
        List<String> leftOut = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            if (column != id
                    && column != title
                    && column != time
                    && takes(header, column, wanted.features(), rows, leftOut)) {
                columns.add(column);
            }
        }
        List<ItemRow> items = new ArrayList<>();
        for (String[] row : rows) {
            items.add(new ItemRow(
                    row[id],
                    title < 0 || row[title].isEmpty() ? null : row[title],
                    features(header, row, columns),
                    time(row, time)));
        }
        items.sort(Comparator.comparingLong(ItemRow::eventTime));
        return new Catalogue(items, leftOut);
    }

    private static Header rows(Path path, ItemColumns wanted, List<String[]> rows, Consumer<BadLine> bad) {
        CsvLine csv = new CsvLine();
        try (InputFile file = InputFile.open(path)) {
            Header header = Header.read(file, csv);
            int id = header.require("item_id");
            int time = wanted.time().map(header::require).orElse(NONE);
            for (Line line = file.next(); line != null; line = file.next()) {
                String fault = line.isFaulty() ? line.fault() : add(csv, line, header, id, time, rows);
                if (fault != null) {
                    bad.accept(new BadLine(line.number(), fault));
                }
            }
            return header;
        }
    }

    /** What is wrong with the line, or null. */
    private static String add(CsvLine csv, Line line, Header header, int id, int time, List<String[]> rows) {
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
            if (time != NONE && !row[time].matches(MILLISECONDS)) {
                return "has the " + header.names().get(time) + " '" + BadLine.shown(row[time])
                        + "'; it must be milliseconds since 1970, or empty";
            }
            rows.add(row);
            return null;
        } catch (IOException e) {
            return "is no CSV: " + BadLine.shown(line.text());
        }
    }

    private static long time(String[] row, int column) {
        return column == NONE || row[column].isEmpty() ? 0 : Long.parseLong(row[column]);
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
