package io.poeem.job.options;

import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;

/** Writes docs/options.md from the options themselves. */
public final class OptionsPage {

    private OptionsPage() {}

    /** The whole page, in Markdown. */
    public static String render() {
        StringBuilder page = new StringBuilder("""
                # Options

                Generated from the options in the code: do not edit. A test fails when this page is stale and says how to write it anew.

                Set them with `--set key=value`, or in a file (`--config FILE`, properties or YAML). What is set by hand goes before the preset,
                and the preset before the defaults. An unknown key is an error. Durations are written like `10 min`, `1 h`, `500 ms`; sizes like `512 kb`.
                Options marked • decide what is learned or published: another value gives other bytes. The rest only changes how the job runs.

                Properties of others are passed on: `kafka.client.*` to every Kafka client (security), `kafka.source.*` to consumers,
                `kafka.sink.*` to producers, `flink.*` to Flink. Values under keys that name a password, secret, token, credential or JAAS are never printed.
                """);
        Options.groups().forEach(group -> table(group, page));
        presets(page);
        return page.toString();
    }

    private static void table(OptionGroup group, StringBuilder page) {
        page.append("\n## ").append(group.title()).append("\n\n| key | default | takes | |\n|---|---|---|---|\n");
        group.entries().forEach(entry -> page.append("| `")
                .append(entry.option().key())
                .append('`')
                .append(entry.learned() ? " •" : "")
                .append(" | ")
                .append(shownDefault(entry.option()))
                .append(" | ")
                .append(takes(entry))
                .append(" | ")
                .append(Descriptions.of(entry.option()).replace("|", "\\|"))
                .append(" |\n"));
    }

    private static String shownDefault(ConfigOption<?> option) {
        String written = Types.written(option.defaultValue());
        return written.isEmpty() ? "" : "`" + written + "`";
    }

    private static String takes(OptionGroup.Entry<?> entry) {
        String type = Types.name(entry.option());
        String limit = entry.limit().text();
        if (limit.isEmpty()) {
            return type;
        }
        return type.equals("text") ? limit : type + ", " + limit;
    }

    private static void presets(StringBuilder page) {
        page.append("\n## Presets\n");
        for (Preset preset : Preset.values()) {
            page.append("\n`preset = ")
                    .append(preset.name().toLowerCase(Locale.ROOT))
                    .append("`: ");
            page.append(
                    preset.settings().isEmpty()
                            ? "the defaults above."
                            : preset.settings().entrySet().stream()
                                    .sorted(java.util.Map.Entry.comparingByKey())
                                    .map(setting -> "`" + setting.getKey() + " = " + setting.getValue() + "`")
                                    .collect(java.util.stream.Collectors.joining(", ", "", ".")));
            page.append('\n');
        }
    }
}
