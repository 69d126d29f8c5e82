package io.poeem.ops.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings to be tried in all combinations.
 *
 * @param axes values by key, in the order given; the last key's change fastest
 */
public record Sweep(Map<String, List<String>> axes) {

    private static final int MOST = 1000;
    private static final int LONGEST = 255; // bytes of a file's name

    /**
     * @param assignments {@code key=a,b,c}; where a value holds a comma, bars separate: {@code key=a,b|c}
     * @throws IllegalArgumentException for one that is not so, for more than {@value #MOST} combinations, and for two of
     *     the same name or one whose name is longer than {@value #LONGEST}: each has a directory of its own
     */
    public static Sweep parse(List<String> assignments) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        long points = 1;
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--sweep is \"" + assignment + "\"; write KEY=VALUE,VALUE,… with a key of docs/options.md");
            }
            String key = assignment.substring(0, equals);
            String list = assignment.substring(equals + 1);
            List<String> values = List.of(list.split(list.contains("|") ? "\\|" : ",", -1));
            Set<String> seen = new HashSet<>();
            values.stream().filter(value -> !seen.add(value)).findFirst().ifPresent(twice -> {
                throw new IllegalArgumentException("--sweep " + key + " names \"" + twice + "\" twice; name it once");
            });
            if (axes.put(key, values) != null) {
                throw new IllegalArgumentException("--sweep names " + key + " twice; put all its values into one");
            }
            points = Math.multiplyExact(points, values.size());
        }
        if (points > MOST) {
            throw new IllegalArgumentException(
                    "--sweep makes " + points + " runs; at most " + MOST + " are taken. Name fewer values");
        }
        Sweep sweep = new Sweep(axes);
        requireDirectories(sweep.points());
        return sweep;
    }

    private static void requireDirectories(List<Point> points) {
        Map<String, Point> named = new HashMap<>();
        for (Point point : points) {
            String name = point.name();
            if (name.length() > LONGEST) {
                throw new IllegalArgumentException("--sweep would name a directory \"" + name + "\", of "
                        + name.length() + " characters; at most " + LONGEST + " are taken. Sweep fewer keys at a time");
            }
            Point other = named.put(name.toLowerCase(Locale.ROOT), point);
            if (other != null) {
                throw new IllegalArgumentException("--sweep would write " + other.assignments() + " and "
                        + point.assignments() + " to the same directory \"" + name
                        + "\"; write their values so that they differ in letters, digits or . _ -, or leave one out");
            }
        }
    }

    /** Every combination. */
    public List<Point> points() {
        List<Point> points = List.of(new Point(Map.of()));
        for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
            List<Point> longer = new ArrayList<>();
            for (Point point : points) {
                axis.getValue().forEach(value -> longer.add(point.with(axis.getKey(), value)));
            }
            points = longer;
        }
        return points;
    }

    /**
     * One combination.
     *
     * @param settings values by key
     */
    public record Point(Map<String, String> settings) {

        Point with(String key, String value) {
            Map<String, String> more = new LinkedHashMap<>(settings);
            more.put(key, value);
            return new Point(more);
        }

        /** As {@code --set} takes them. */
        public List<String> assignments() {
            return settings.entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue())
                    .toList();
        }

        /** As a name for people and for a directory: what a file system might not take becomes an underscore. */
        public String name() {
            return assignments().stream()
                    .map(assignment -> assignment.replaceAll("[^a-zA-Z0-9._=-]", "_"))
                    .collect(Collectors.joining(","));
        }
    }
}
