package io.poeem.searcher;

import io.poeem.state.image.ItemLists;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What a query lets come back, by items' numbers: those that are not excluded and that its predicate lets pass. Belongs to one thread,
 * reused from query to query; ids are made only for a predicate.
 */
final class ItemFilter implements IntPredicate {
    private static final int FREE = -1;

    private ItemLists items;
    private Predicate<String> predicate;
    private int[] excluded = new int[16]; // open addressing; FREE or a number
    private int count;

    ItemFilter() {
        Arrays.fill(excluded, FREE);
    }

    /** Takes a query's wishes; null if it lets everything come back. */
    ItemFilter begin(ItemLists lists, Set<String> exclude, Predicate<String> filter) {
        items = lists;
        predicate = filter == SearchOptions.NO_FILTER ? null : filter;
        clear();
        makeRoom(exclude.size());
        if (!exclude.isEmpty()) {
            for (String id : exclude) {
                int number = lists.find(id);
                if (number >= 0) {
                    excluded[slot(number)] = number;
                    count++;
                }
            }
        }
        return count == 0 && predicate == null ? null : this;
    }

    /** Lets go of the version. */
    void end() {
        items = null;
        predicate = null;
    }

    @Override
    public boolean test(int number) {
        return (count == 0 || excluded[slot(number)] == FREE)
                && (predicate == null || predicate.test(items.id(number)));
    }

    int excludedCount() {
        return count;
    }

    private void clear() {
        if (count > 0) {
            Arrays.fill(excluded, FREE);
            count = 0;
        }
    }

    private void makeRoom(int numbers) {
        int wanted = Integer.highestOneBit(Math.max(8, numbers)) << 2;
        if (excluded.length < wanted) {
            excluded = new int[wanted];
            Arrays.fill(excluded, FREE);
        }
    }

    /** Where the number is or would be. */
    private int slot(int number) {
        int mask = excluded.length - 1;
        int hash = number * 0x9E3779B9;
        int slot = (hash ^ hash >>> 15) & mask;
        while (excluded[slot] != FREE && excluded[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
