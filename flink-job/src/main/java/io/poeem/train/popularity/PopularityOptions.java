package io.poeem.train.popularity;

import static io.poeem.train.limit.OptionCheck.check;

import java.time.Duration;
import java.util.Optional;

/**
 * How p̂ is estimated.
 *
 * @param estimate the rule
 * @param halfLife of {@link Estimate#DECAYED}: event time after which a click counts half; empty: the best of {@link
 *     HalfLives#GRID}, found while counting
 * @param step of {@link Estimate#INTERVAL}: α, the least share of a new interval in the mean
 */
public record PopularityOptions(Estimate estimate, Optional<Duration> halfLife, double step) {

    /** What is taken where nothing is said; empty: found while counting. */
    public static final Optional<Duration> DEFAULT_HALF_LIFE = Optional.empty();

    public static final double DEFAULT_STEP = 0.01;

    /** Rules of estimation. */
    public enum Estimate {
        /** The decayed count of the item's clicks over that of all. */
        DECAYED,
        /** The inverse of the mean interval between the item's clicks, counted in clicks (Yi et al. 2019). */
        INTERVAL
    }

    public PopularityOptions {
        halfLife.ifPresent(life -> check(
                life.toMillis() >= 1000 && life.toDays() <= 36500,
                "popularity.half-life",
                life,
                "1 s to 100 years",
                "take 1 d"));
        check(step > 0 && step <= 1, "popularity.step", step, "above 0, to 1", "take 0.01");
    }

    public static PopularityOptions defaults() {
        return new PopularityOptions(Estimate.DECAYED, DEFAULT_HALF_LIFE, DEFAULT_STEP);
    }

    /** Decayed counts of one half-life. */
    public static PopularityOptions decayed(Duration halfLife) {
        return new PopularityOptions(Estimate.DECAYED, Optional.of(halfLife), DEFAULT_STEP);
    }

    /** Decayed counts of the half-life that predicts best. */
    public static PopularityOptions auto() {
        return new PopularityOptions(Estimate.DECAYED, Optional.empty(), DEFAULT_STEP);
    }

    /** Mean intervals with the step α. */
    public static PopularityOptions interval(double step) {
        return new PopularityOptions(Estimate.INTERVAL, DEFAULT_HALF_LIFE, step);
    }
}
