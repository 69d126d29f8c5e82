package io.poeem.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Every version of a record's schema that was ever on the wire: the resources {@code /avro/<record>/v1.avsc}, {@code v2.avsc} and so
 * on. A version, once written by anybody, is kept for ever and never edited.
 */
public final class SchemaVersions {
    private SchemaVersions() {}

    /**
     * The versions of a record, oldest first.
     *
     * @param record the directory's name, such as {@code index-chunk}
     */
    public static List<Schema> of(String record) {
        List<Schema> versions = new ArrayList<>();
        for (int number = 1; ; number++) {
            String name = "/avro/" + record + "/v" + number + ".avsc";
            try (InputStream in = SchemaVersions.class.getResourceAsStream(name)) {
                if (in == null) {
                    break;
                }
                versions.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("schema " + name + " cannot be read", e);
            }
        }
        if (versions.isEmpty()) {
            throw new IllegalStateException(
                    "no schema /avro/" + record + "/v1.avsc on the class path; is the jar whole?");
        }
        return List.copyOf(versions);
    }
}
