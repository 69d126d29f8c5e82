package io.poeem.state.image;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a delta does to each list. The numbers of items that change or go are known at once; where they stand is found by one pass over
 * the lists' numbers, so no item carries its place with it. For one thread.
 */
final class ItemChanges {
    private static final int REMOVED = -1;

    final Keys keys; // of the next version
    private final Items changed;
    private final int[] numbers; // by row of the changed
    private final BitSet touched = new BitSet(); // numbers that stand in a list and change or go
    private final long[] rows; // ascending: a touched number, and its row or REMOVED
    private final int[] byList; // rows in the order of their lists
    private final int[] starts; // (J + 1), in byList
    private final BitSet stays = new BitSet(); // rows whose items stand in their list already
    private int[] gaps = new int[64];
    private int[] places = new int[64];

    ItemChanges(Keys before, Items changed, List<String> removed, int lists) {
        this.changed = changed;
        this.numbers = new int[changed.size()];
        long[] found = new long[changed.size() + removed.size()];
        int n = 0;
        Keys.Edit edit = before.edit();
        for (String id : removed) {
            int number = before.find(id);
            if (number >= 0) {
                edit.remove(number);
                found[n++] = entry(number, REMOVED);
            }
        }
        for (int row = 0; row < numbers.length; row++) {
            int number = before.find(changed.id(row));
            if (number >= 0) {
                found[n++] = entry(number, row);
            }
            numbers[row] = number >= 0 ? number : edit.add(changed.id(row));
        }
        this.rows = Arrays.copyOf(found, n);
        Arrays.sort(rows);
        for (long entry : rows) {
            touched.set((int) (entry >> 32));
        }
        this.starts = new int[lists + 1];
        this.byList = new int[numbers.length];
        groupByList();
        this.keys = edit.done();
    }

    private static long entry(int number, int row) {
        return (long) number << 32 | row & 0xffffffffL;
    }

    private void groupByList() {
        for (int row = 0; row < numbers.length; row++) {
            starts[changed.coarse(row) + 1]++;
        }
        for (int list = 1; list < starts.length; list++) {
            starts[list] += starts[list - 1];
        }
        int[] next = starts.clone();
        for (int row = 0; row < numbers.length; row++) {
            byList[next[changed.coarse(row)]++] = row;
        }
    }

    /** The list's next version. */
    ItemList next(int list, ItemList old, ItemListEdit edit) {
        int going = 0;
        int staying = 0;
        int[] standing = old.numbers();
        for (int i = 0; i < old.size(); i++) {
            if (touched.get(standing[i])) {
                int row = row(standing[i]);
                if (row != REMOVED && changed.coarse(row) == list) {
                    places = room(places, staying);
                    places[staying++] = i;
                    stays.set(row);
                } else {
                    gaps = room(gaps, going);
                    gaps[going++] = i;
                }
            }
        }
        int rowsHere = starts[list + 1] - starts[list];
        edit.resize(gaps, going, rowsHere - staying);
        for (int i = 0; i < staying; i++) {
            int number = standing[places[i]];
            edit.write(edit.place(places[i]), number, changed, row(number));
        }
        int came = 0;
        for (int i = starts[list]; i < starts[list + 1]; i++) {
            int row = byList[i];
            if (!stays.get(row)) {
                int place = came < going ? gaps[came] : old.size() + came - going;
                edit.write(place, numbers[row], changed, row);
                came++;
            }
        }
        return edit.done();
    }

    private int row(int number) {
        int at = Arrays.binarySearch(rows, entry(number, 0)); // a number has one entry, with this row or another
        return (int) rows[at >= 0 ? at : ~at];
    }

    private static int[] room(int[] array, int n) {
        return n < array.length ? array : Arrays.copyOf(array, 2 * n);
    }
}
