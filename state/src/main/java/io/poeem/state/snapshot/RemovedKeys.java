package io.poeem.state.snapshot;

import java.util.ArrayList;
import java.util.List;

/** What REMOVED chunks name. */
final class RemovedKeys {
    static final int ITEM = 0;
    static final int TOKEN = 1;

    final List<String> items = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();

    void add(int what, String key) {
        switch (what) {
            case ITEM -> items.add(key);
            case TOKEN -> tokens.add(key);
            default ->
                throw new IllegalArgumentException(
                        "removed key " + key + " is of sort " + what + "; 0 (item) and 1 (token) are known");
        }
    }
}
