package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import org.apache.flink.configuration.ConfigOption;

/** How the fields of queries and items reach the towers. */
public final class FieldOptions {

    static final OptionGroup GROUP = new OptionGroup("Fields");

    public static final ConfigOption<TowerFields> TOWER_FIELDS = GROUP.learned(
            key("tower.fields")
                    .enumType(TowerFields.class)
                    .defaultValue(TowerFields.SUM)
                    .withDescription(
                            "sum: a tower takes in the sum of its fields' means. concat: the fields lie side by side, each in a slot of its own, and the first of \"tower.layers\" sees them all; without layers, a linear one makes model.dims values of them."),
            Limit.none());

    public static final ConfigOption<String> CONTEXT_FIELDS = GROUP.learned(
            key("query.context.fields")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "With concat: fields of context tokens with a slot of their own, beside hist, last and user. All others share one."),
            Limits.fields());

    public static final ConfigOption<String> FEATURE_FIELDS = GROUP.learned(
            key("item.feature.fields")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "With concat: fields of catalogue tokens with a slot of their own, beside the item's row. All others share one."),
            Limits.fields());

    /** Ways to put fields together. */
    public enum TowerFields {
        SUM,
        CONCAT
    }

    private FieldOptions() {}
}
