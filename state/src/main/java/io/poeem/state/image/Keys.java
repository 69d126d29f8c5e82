package io.poeem.state.image;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Keys and their numbers. A key keeps its number through all versions that hold it; a number that is free again is given to a new key.
 * Immutable; a version shares with the one before what did not change.
 *
 * <p>Keys are found by open addressing over a hash with a secret in it, so no choice of keys makes that slow.
 */
final class Keys {
    private static final Keys EMPTY = new Keys(new KeyPage[0], 0, new int[0], IntPages.of(16), 0);

    private static final int FREE = 0;
    private static final int GONE = -1;

    private final KeyPage[] pages;
    private final int end; // every number is below it
    private final int[] free; // numbers below the end that no key has
    private final IntPages slots; // number + 1, or FREE, or GONE where a key was
    private final int taken; // slots that are not FREE
    private volatile int[] ascending; // made when it is asked for

    private Keys(KeyPage[] pages, int end, int[] free, IntPages slots, int taken) {
        this.pages = pages;
        this.end = end;
        this.free = free;
        this.slots = slots;
        this.taken = taken;
    }

    static Keys empty() {
        return EMPTY;
    }

    int size() {
        return end - free.length;
    }

    /** Every number is below it. */
    int end() {
        return end;
    }

    String key(int number) {
        return pages[number >>> KeyPage.BITS].key(number & KeyPage.SIZE - 1);
    }

    /** The number of a key, or -1. Makes no garbage where keys are ASCII. */
    int find(String key) {
        return find(slots, pages, key);
    }

    private static int find(IntPages slots, KeyPage[] pages, String key) {
        int mask = slots.size() - 1;
        for (int slot = KeyHash.SECRET.of(key) & mask; ; slot = slot + 1 & mask) {
            int number = slots.get(slot) - 1;
            if (number == FREE - 1) {
                return -1;
            }
            if (number != GONE - 1 && pages[number >>> KeyPage.BITS].is(number & KeyPage.SIZE - 1, key)) {
                return number;
            }
        }
    }

    /** By Java's order of strings. */
    int compare(int a, int b) {
        return pages[a >>> KeyPage.BITS].compare(a & KeyPage.SIZE - 1, pages[b >>> KeyPage.BITS], b & KeyPage.SIZE - 1);
    }

    /** The numbers in the order of their keys; not to be written to. Sorts all keys when it is called first. */
    int[] ascending() {
        int[] known = ascending;
        if (known == null) {
            ascending = known = sorted();
        }
        return known;
    }

    private int[] sorted() {
        boolean[] absent = new boolean[end];
        for (int number : free) {
            absent[number] = true;
        }
        int[] numbers =
                IntStream.range(0, end).filter(number -> !absent[number]).toArray();
        for (int i = 1; i < numbers.length; i++) {
            if (compare(numbers[i - 1], numbers[i]) > 0) {
                return IntStream.of(numbers)
                        .boxed()
                        .sorted(this::compare)
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
        }
        return numbers;
    }

    /** Bytes of everything that all this is in; the order left out, which only some ask for. */
    long bytes() {
        long sum = 4L * free.length + 4L * slots.size();
        for (KeyPage page : pages) {
            sum += page.bytes();
        }
        return sum;
    }

    Edit edit() {
        return new Edit();
    }

    /** Makes the next version of these keys. For one thread; done once. */
    final class Edit {
        private final String[][] changed; // by page, by place; null: none
        private String[][] grown;
        private int newEnd = end;
        private int[] newFree = free;
        private int freeCount = free.length;
        private IntPages newSlots = slots;
        private int newTaken = taken;
        private boolean touched;

        private Edit() {
            changed = new String[pages.length][];
            grown = changed;
        }

        /** @param key one that is not there */
        int add(String key) {
            touch();
            int number = freeCount > 0 ? newFree[--freeCount] : newEnd++;
            place(number, key);
            if ((newTaken + 1) * 4L > newSlots.size() * 3L) {
                rebuild();
            } else {
                enter(newSlots, KeyHash.SECRET.of(key), number);
            }
            return number;
        }

        /** @param number one that a key of the version before has */
        void remove(int number) {
            touch();
            int mask = newSlots.size() - 1;
            int slot = hash(number) & mask;
            while (newSlots.get(slot) != number + 1) {
                slot = slot + 1 & mask;
            }
            newSlots.set(slot, GONE);
            if (freeCount == newFree.length) {
                newFree = Arrays.copyOf(newFree, Math.max(64, 2 * freeCount));
            }
            newFree[freeCount++] = number;
        }

        private void touch() {
            if (!touched) {
                touched = true;
                newSlots = slots.copy();
                newFree = free.clone();
            }
        }

        private void place(int number, String key) {
            int page = number >>> KeyPage.BITS;
            if (page >= grown.length) {
                grown = Arrays.copyOf(grown, Math.max(page + 1, 2 * grown.length));
            }
            if (grown[page] == null) {
                grown[page] = new String[KeyPage.SIZE];
            }
            grown[page][number & KeyPage.SIZE - 1] = key;
        }

        private int hash(int number) {
            int page = number >>> KeyPage.BITS;
            String key = page < grown.length && grown[page] != null ? grown[page][number & KeyPage.SIZE - 1] : null;
            return key == null ? pages[page].hash(number & KeyPage.SIZE - 1, KeyHash.SECRET) : KeyHash.SECRET.of(key);
        }

        private void enter(IntPages target, int hash, int number) {
            int mask = target.size() - 1;
            int slot = hash & mask;
            while (target.get(slot) > 0) {
                slot = slot + 1 & mask;
            }
            newTaken += target.get(slot) == FREE ? 1 : 0;
            target.set(slot, number + 1);
        }

        /** Every key anew, in half to twice as many slots again. */
        private void rebuild() {
            int keys = newEnd - freeCount;
            IntPages wider = IntPages.of(Math.max(16, Integer.highestOneBit(keys + keys / 2) << 1));
            boolean[] absent = new boolean[newEnd];
            for (int i = 0; i < freeCount; i++) {
                absent[newFree[i]] = true;
            }
            newTaken = 0;
            for (int number = 0; number < newEnd; number++) {
                if (!absent[number]) {
                    enter(wider, hash(number), number);
                }
            }
            newSlots = wider;
        }

        Keys done() {
            if (!touched) {
                return Keys.this;
            }
            KeyPage[] newPages = Arrays.copyOf(pages, newEnd + KeyPage.SIZE - 1 >>> KeyPage.BITS);
            for (int page = 0; page < newPages.length; page++) {
                if (page < grown.length && grown[page] != null) {
                    KeyPage old = page < pages.length ? pages[page] : KeyPage.EMPTY;
                    newPages[page] = old.with(grown[page], Math.min(KeyPage.SIZE, newEnd - (page << KeyPage.BITS)));
                }
            }
            return new Keys(newPages, newEnd, Arrays.copyOf(newFree, freeCount), newSlots, newTaken);
        }
    }
}
