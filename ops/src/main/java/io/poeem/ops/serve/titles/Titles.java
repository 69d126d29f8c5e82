package io.poeem.ops.serve.titles;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Titles of items by their ids. Bounded: a catalogue is input like any other. Safe for any number of threads. */
public final class Titles {

    static final int MAX_LENGTH = 200;

    private final int capacity;
    private final Map<String, String> titles = new ConcurrentHashMap<>();

    /** Room for five million, about a gigabyte. */
    public Titles() {
        this(5_000_000);
    }

    Titles(int capacity) {
        this.capacity = capacity;
    }

    /** Beyond the capacity new items stay without a title. Control characters become spaces. */
    public void put(String id, String title) {
        if (title == null || title.isBlank()) {
            titles.remove(id);
        } else if (titles.size() < capacity || titles.containsKey(id)) {
            titles.put(id, readable(title));
        }
    }

    public void remove(String id) {
        titles.remove(id);
    }

    public Optional<String> of(String id) {
        return Optional.ofNullable(titles.get(id));
    }

    public int size() {
        return titles.size();
    }

    private static String readable(String title) {
        String cut = title.length() <= MAX_LENGTH ? title : title.substring(0, MAX_LENGTH) + "…";
        return cut.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
