package io.poeem.ops.export;

import io.poeem.state.image.Items;

/**
 * The int64 by which another searcher knows an item. It is the item's own id where every id of the version is a whole number of at least
 * 0, written as Java writes it; otherwise it is the item's position, 0 to n - 1, for all items alike.
 *
 * <p>Not 007, which would meet 7. Not -1, by which these searchers say "nothing", nor any other negative number, which some leave out.
 */
final class ItemNumbers {

    private final long[] own; // null: positions

    private ItemNumbers(long[] own) {
        this.own = own;
    }

    static ItemNumbers of(Items items) {
        long[] own = new long[items.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = number(items.id(i));
            if (own[i] < 0) {
                return new ItemNumbers(null);
            }
        }
        return new ItemNumbers(own);
    }

    /** Whether items go by their own ids. */
    boolean areIds() {
        return own != null;
    }

    long of(int item) {
        return own == null ? item : own[item];
    }

    /** -1 if the id is not such a number. */
    private static long number(String id) {
        if (id.isEmpty() || id.length() > 19 || id.length() > 1 && id.charAt(0) == '0') {
            return -1;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return -1;
            }
        }
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException beyondLong) {
            return -1;
        }
    }
}
