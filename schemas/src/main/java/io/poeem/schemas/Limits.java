package io.poeem.schemas;

/**
 * What a reader accepts of a record that somebody else wrote. Checked, beside the bytes that are left, before anything is
 * allocated.
 *
 * @param recordBytes of the encoded record, its header included
 * @param stringBytes of one string, in UTF-8
 * @param byteFieldBytes of one field of type bytes
 * @param elements of all arrays and maps of the record together
 */
public record Limits(int recordBytes, int stringBytes, int byteFieldBytes, int elements) {

    /** For clicks, items and examples. */
    public static final Limits EVENTS = new Limits(256 << 10, 4 << 10, 4 << 10, 4096);

    /** For chunks and manifests: a little above what an untouched broker takes. */
    public static final Limits INDEX = new Limits(1 << 20, 4 << 10, 1 << 20, 1 << 16);

    /** For pins: a name, two numbers and a sentence. */
    public static final Limits PINS = new Limits(16 << 10, 4 << 10, 1, 1);

    public Limits {
        requirePositive("recordBytes", recordBytes);
        requirePositive("stringBytes", stringBytes);
        requirePositive("byteFieldBytes", byteFieldBytes);
        requirePositive("elements", elements);
    }

    public Limits withRecordBytes(int bytes) {
        return new Limits(bytes, stringBytes, byteFieldBytes, elements);
    }

    public Limits withStringBytes(int bytes) {
        return new Limits(recordBytes, bytes, byteFieldBytes, elements);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("limit " + name + " is " + value + "; it must be at least 1");
        }
    }
}
