package io.poeem.ops.digits;

import java.util.SplittableRandom;

/**
 * The four digits that an item stands for. At first an item 123 means 0, 1, 2, 3.
 *
 * <p>When meanings drift, a random half of the items is put in a random order, and each takes over what the next one meant
 * (the last one the first one's): all of that half change, and there are as many items of each meaning as before.
 */
final class Meaning {

    private static final int[] TENS = {1000, 100, 10, 1};

    private final int[] number;

    private Meaning(int[] number) {
        this.number = number;
    }

    static Meaning first() {
        int[] number = new int[DigitsTask.NUMBERS];
        java.util.Arrays.setAll(number, item -> item);
        return new Meaning(number);
    }

    /** This, after the drift. */
    Meaning drifted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[number.length];
        java.util.Arrays.setAll(order, item -> item);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] changed = number.clone();
        int half = order.length / 2;
        for (int i = 0; i < half; i++) {
            changed[order[i]] = number[order[(i + 1) % half]];
        }
        return new Meaning(changed);
    }

    /** @param position 0 to 3, from the left */
    int digit(int item, int position) {
        return number[item] / TENS[position] % 10;
    }

    /** Whether at least two of its digits are the user's last or last but one. */
    boolean isLooselyRight(int user, int item) {
        int y = user % 10;
        int z = user / 10 % 10;
        int matches = 0;
        for (int position = 0; position < TENS.length; position++) {
            int digit = digit(item, position);
            matches += digit == y || digit == z ? 1 : 0;
        }
        return matches >= 2;
    }

    /** Whether it has both of the user's last two digits, and twice the one that they are when they are equal. */
    boolean isStrictlyRight(int user, int item) {
        int y = user % 10;
        int z = user / 10 % 10;
        return y == z ? isLooselyRight(user, item) : has(item, y) && has(item, z);
    }

    private boolean has(int item, int wanted) {
        for (int position = 0; position < TENS.length; position++) {
            if (digit(item, position) == wanted) {
                return true;
            }
        }
        return false;
    }
}
