package io.poeem.job.options;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** Options of one concern in the order in which the documentation lists them. Filled while its class initialises. */
public final class OptionGroup {

    private final String title;
    private final List<Entry<?>> entries = new ArrayList<>();

    OptionGroup(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public List<Entry<?>> entries() {
        return List.copyOf(entries);
    }

    /** An option that decides what is learned or published: it goes into the version's option hash. */
    <T> ConfigOption<T> learned(ConfigOption<T> option, Limit<T> limit) {
        entries.add(new Entry<>(option, limit, true));
        return option;
    }

    /** An option that changes how the job runs, never what it computes. */
    <T> ConfigOption<T> running(ConfigOption<T> option, Limit<T> limit) {
        entries.add(new Entry<>(option, limit, false));
        return option;
    }

    /**
     * One option with what Flink's ConfigOption does not hold.
     *
     * @param learned whether the same input gives other bytes under another value
     */
    public record Entry<T>(ConfigOption<T> option, Limit<T> limit, boolean learned) {}
}
