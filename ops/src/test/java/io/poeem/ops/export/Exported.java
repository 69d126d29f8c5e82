package io.poeem.ops.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.ops.console.Progress;
import io.poeem.state.image.IndexImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An export that was written, and its side files read back. */
record Exported(Path index) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Exported of(IndexImage image, ExportFormat format, Path out) {
        new Export(format, out, true).write("films", image, Progress.silent());
        return new Exported(out);
    }

    Path beside(String suffix) {
        return index.resolveSibling(index.getFileName() + suffix);
    }

    JsonNode description() {
        return json(beside(".json")).get(0);
    }

    /** Lines of the items' file by number. */
    Map<Long, JsonNode> items() {
        Map<Long, JsonNode> items = new TreeMap<>();
        json(beside(".items.jsonl"))
                .forEach(line -> items.put(line.get("number").longValue(), line));
        return items;
    }

    List<String> tokens() {
        return json(beside(".tokens.jsonl")).stream().map(JsonNode::textValue).toList();
    }

    private static List<JsonNode> json(Path file) {
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(file))) {
            List<JsonNode> all = new ArrayList<>();
            values.forEachRemaining(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of an array of NumPy's, row by row. */
    static float[] npy(Path file, int... shape) {
        FileBytes in = new FileBytes(file);
        in.requireText("\u0093NUMPY\u0001\u0000");
        String header = in.text(in.u16());
        if (in.position() % 64 != 0 || !header.endsWith("\n")) {
            throw new AssertionError("the header of " + file + " ends at " + in.position());
        }
        String dims = shape.length == 1 ? shape[0] + "," : shape[0] + ", " + shape[1];
        if (!header.strip().equals("{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + "), }")) {
            throw new AssertionError(file + " has header " + header);
        }
        int n = 1;
        for (int dim : shape) {
            n *= dim;
        }
        float[] values = in.floats(n);
        in.requireEnd();
        return values;
    }
}
