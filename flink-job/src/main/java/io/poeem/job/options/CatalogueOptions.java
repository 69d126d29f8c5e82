package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.poeem.train.LearnerOptions.Unclicked;
import org.apache.flink.configuration.ConfigOption;

/** Items that only the catalogue knows. */
public final class CatalogueOptions {

    static final OptionGroup GROUP = new OptionGroup("Catalogue");

    public static final ConfigOption<Boolean> INDEX_UNCLICKED = GROUP.learned(
            key("index.unclicked")
                    .booleanType()
                    .defaultValue(Unclicked.DEFAULT.index())
                    .withDescription(
                            "Items are in the index from the version after their catalogue event on, embedded by their features, and stay for \"expiry\" after the last such event. false: from their first click on."),
            Limit.none());

    public static final ConfigOption<Double> POPULARITY_PRIOR = GROUP.learned(
            key("popularity.prior")
                    .doubleType()
                    .defaultValue(Unclicked.DEFAULT.prior())
                    .withDescription(
                            "How popular an item without clicks is: as if clicked so many times at the version after its catalogue event; it decays likewise. Its first click takes the place of this."),
            Limit.aboveZeroTo(1_000));

    private CatalogueOptions() {}
}
