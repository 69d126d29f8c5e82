package io.poeem.searcher;

import io.poeem.searcher.topic.Announced;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Why the wanted version cannot be had, and what mends that. */
final class Unreached {

    private Unreached() {}

    /**
     * @param at what is served
     * @param announced those beyond what is served
     * @param failed those that were tried
     */
    static Condition condition(
            String at,
            long wanted,
            boolean pinned,
            NavigableMap<Long, Announced> announced,
            Map<Long, VersionFailure> failed) {
        Optional<VersionFailure> failure = failed.values().stream()
                .filter(one -> one.version() <= wanted)
                .max(Comparator.comparingLong(VersionFailure::version));
        if (pinned && !announced.containsKey(wanted)) {
            return new Condition(
                    SubscriberState.PIN_UNREACHABLE,
                    at + "; the index is pinned to version " + wanted
                            + ", which is not announced, or no more; pin another one ('poeem versions list' has them), or unpin");
        }
        if (failure.isPresent()) {
            return failed(at, wanted, failure.get());
        }
        return new Condition(
                pinned ? SubscriberState.PIN_UNREACHABLE : SubscriberState.BASE_LOST,
                at + "; version " + wanted + " is announced, but " + missingBase(wanted, announced)
                        + " is announced no more: retention ate it. The next full version heals this; keep the topics"
                        + " for longer than full.versions times snapshot.interval");
    }

    private static Condition failed(String at, long wanted, VersionFailure failure) {
        String what = failure.version() == wanted
                ? "; version " + wanted + " was refused, "
                : "; version " + wanted + " needs version " + failure.version() + ", which was refused, ";
        String why = at + what + failure.reason() + ": " + failure.message();
        if (failure.reason() == VersionFailure.Reason.INCOMPLETE) {
            return new Condition(
                    SubscriberState.BASE_LOST,
                    why + ". Chunks that were announced are not in the topic: retention ate them, or the topic was"
                            + " emptied. It is tried again with the next announcement; the next full version heals this");
        }
        return new Condition(
                SubscriberState.VERSION_FAILED,
                why + ". It is tried again with the next announcement; the next full version heals this");
    }

    /** The first version, going back base by base, that is not announced. */
    private static String missingBase(long wanted, NavigableMap<Long, Announced> announced) {
        Announced at = announced.get(wanted);
        while (at != null && !at.link().full()) {
            Announced base = announced.get(at.link().base());
            if (base == null || !at.link().follows(base.link())) {
                return "version " + at.link().base() + ", which version " + at.version() + " changes,";
            }
            at = base;
        }
        return "a version before it";
    }
}
