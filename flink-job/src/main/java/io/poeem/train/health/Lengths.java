package io.poeem.train.health;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Mean, least and largest of lengths, in the order they came. */
public final class Lengths {

    private long n;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    /** Adds one; what is not finite is left out. */
    public void add(double length) {
        if (Double.isFinite(length)) {
            n++;
            sum += length;
            least = Math.min(least, length);
            most = Math.max(most, length);
        }
    }

    public void clear() {
        n = 0;
        sum = 0;
        least = Double.POSITIVE_INFINITY;
        most = Double.NEGATIVE_INFINITY;
    }

    /** Puts {@code name_mean}, {@code name_min}, {@code name_max}; nothing where there was none. */
    public void addTo(Map<String, Double> health, String name) {
        if (n > 0) {
            health.put(name + "_mean", sum / n);
            health.put(name + "_min", least);
            health.put(name + "_max", most);
        }
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(n);
        out.writeDouble(sum);
        out.writeDouble(least);
        out.writeDouble(most);
    }

    public void read(DataInput in) throws IOException {
        n = in.readLong();
        sum = in.readDouble();
        least = in.readDouble();
        most = in.readDouble();
    }
}
