package io.poeem.train.gate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * How many versions were held back since the stream's beginning, and for what. Its bytes, big-endian: checks (4), of each its
 * code (4) and its number (8).
 */
public final class HeldBack {

    private final long[] byCheck = new long[Check.values().length];

    public void count(Check check) {
        byCheck[check.ordinal()]++;
    }

    /** Takes over what another counted. */
    public void adopt(HeldBack other) {
        System.arraycopy(other.byCheck, 0, byCheck, 0, byCheck.length);
    }

    /** All of them. */
    public long total() {
        long total = 0;
        for (long count : byCheck) {
            total += count;
        }
        return total;
    }

    /** Puts the total, {@code held_back}, and one count for each check. */
    public void addTo(Map<String, Long> counts) {
        counts.put("held_back", total());
        for (Check check : Check.values()) {
            counts.put(check.count(), byCheck[check.ordinal()]);
        }
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(byCheck.length);
        for (Check check : Check.values()) {
            out.writeInt(check.code());
            out.writeLong(byCheck[check.ordinal()]);
        }
    }

    public void read(DataInput in) throws IOException {
        int checks = in.readInt();
        for (int i = 0; i < checks; i++) {
            byCheck[Check.of(in.readInt()).ordinal()] = in.readLong();
        }
    }
}
