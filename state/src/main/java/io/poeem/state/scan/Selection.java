package io.poeem.state.scan;

/** The k-th largest of n numbers: quickselect with the median of three, linear in n unless the order is made to harm. */
final class Selection {
    private Selection() {}

    /**
     * @param values reordered; none NaN
     * @param k 1 to n
     */
    static float largest(float[] values, int n, int k) {
        int from = 0;
        int to = n - 1;
        int wanted = k - 1; // of the descending order
        while (from < to) {
            float pivot = medianOfThree(values[from], values[from + to >>> 1], values[to]);
            int i = from;
            int j = to;
            while (i <= j) {
                while (values[i] > pivot) {
                    i++;
                }
                while (values[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    float swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (wanted <= j) {
                to = j;
            } else if (wanted >= i) {
                from = i;
            } else {
                return values[wanted];
            }
        }
        return values[wanted];
    }

    private static float medianOfThree(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
