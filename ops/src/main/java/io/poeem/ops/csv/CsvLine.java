package io.poeem.ops.csv;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;

/** Splits one line of CSV (RFC 4180 quoting) into its columns. */
final class CsvLine {

    private final ObjectReader reader =
            new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);

    /**
     * @return the columns, as they stand
     * @throws IOException when the quoting is broken; the message says how
     */
    String[] split(String line) throws IOException {
        if (line.indexOf('"') < 0) {
            return line.split(",", -1);
        }
        try (MappingIterator<String[]> rows = reader.readValues(line)) {
            String[] columns = rows.hasNextValue() ? rows.nextValue() : new String[0];
            if (rows.hasNextValue()) {
                throw new IOException("more than one row");
            }
            return columns;
        }
    }
}
