package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.report.RebuiltIndexes;
import io.poeem.ops.report.Recall;
import io.poeem.ops.report.Report;
import java.util.Locale;

/** A report's main figures as a short table. */
final class Summary {

    private Summary() {}

    static void print(Console console, Report report) {
        console.print("");
        console.print(
                "clicks      %,d at %s per second; %,d rejected, %,d clamped",
                report.clicks(), number(report.clicksPerSecond(), 0), report.rejected(), report.clamped());
        console.print(
                "versions    %,d, the last with %,d items of %s bytes",
                report.versions(), report.items(), number(report.bytesPerItem(), 1));
        console.print(
                "freshness   p50 %s ms, p99 %s ms",
                number(report.freshnessMs().p50(), 0),
                number(report.freshnessMs().p99(), 0));
        console.print(
                "a query     scans %s %% of the items",
                report.scannedShare() == null ? "–" : number(100 * report.scannedShare(), 1));
        console.print("overlap     %s of the exact top ten is in the served top ten", number(report.overlapAt10(), 4));
        console.print("");
        if (report.window().warmUpUntil() != null || report.window().evaluateUntil() != null) {
            console.print(
                    "evaluated   %,d clicks %s until %s",
                    report.window().clicks(),
                    report.window().warmUpUntil() == null
                            ? "from the beginning"
                            : "from " + report.window().warmUpUntil(),
                    report.window().evaluateUntil() == null
                            ? "the end"
                            : report.window().evaluateUntil());
        }
        console.print("recall of %,d clicks      @10      @100", report.evaluated());
        row(
                console,
                "served",
                report.recallAt10().served(),
                report.recallAt100().served());
        row(console, "exact", report.recallAt10().exact(), report.recallAt100().exact());
        row(
                console,
                "popularity",
                report.recallAt10().popularity(),
                report.recallAt100().popularity());
        baselines(console, report.recallAt10(), report.recallAt100());
        report.servedByStaleness()
                .forEach((age, stale) ->
                        row(console, "served, " + age + " old", stale.recallAt10(), stale.recallAt100()));
        console.print("");
        if (report.rebuilt() != null) {
            rebuilt(console, report.rebuilt());
        }
    }

    /** Rules that learn from every click at once; not there when they were not asked for. */
    private static void baselines(Console console, Recall at10, Recall at100) {
        if (at10.lastHour() != null) {
            row(console, "last hour", at10.lastHour(), at100.lastHour());
            row(console, "decayed popularity", at10.decayedPopularity(), at100.decayedPopularity());
            row(console, "co-visitation", at10.covisitation(), at100.covisitation());
        }
    }

    private static void rebuilt(Console console, RebuiltIndexes rebuilt) {
        console.print(
                "%,d clicks at %,d versions      @10      @100   overlap@10   scanned",
                rebuilt.evaluated(), rebuilt.versions());
        rebuilt.indexes()
                .forEach((name, figures) -> console.print(
                        "  %-22s %7s   %7s   %10s   %7s",
                        name,
                        number(figures.recallAt10(), 4),
                        number(figures.recallAt100(), 4),
                        number(figures.overlapAt10(), 4),
                        number(figures.scannedShare(), 4)));
        console.print("");
    }

    private static void row(Console console, String name, Double at10, Double at100) {
        console.print("  %-22s %7s   %7s", name, number(at10, 4), number(at100, 4));
    }

    private static String number(Double value, int digits) {
        return value == null ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
