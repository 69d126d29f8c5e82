package io.poeem.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "flink-job"), "..", "docs", "options.md");

    /** With -Dpoeem.docs.write the page is written instead. */
    @Test
    void thePageSaysWhatTheOptionsSay() throws IOException {
        if (Boolean.getBoolean("poeem.docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, OptionsPage.render());
        }
        assertThat(PAGE)
                .as("docs/options.md is stale. Write it anew: mvn -pl flink-job -am test -Dtest=OptionsPageTest "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dpoeem.docs.write=true")
                .content()
                .isEqualTo(OptionsPage.render());
    }

    @Test
    void everyOptionHasADescriptionAndADefaultWithinItsLimit() {
        Options.all().values().forEach(entry -> {
            assertThat(Descriptions.of(entry.option())).as(entry.option().key()).endsWith(".");
            assertThat(holds(entry)).as(entry.option().key()).isTrue();
        });
    }

    private static <T> boolean holds(OptionGroup.Entry<T> entry) {
        return !entry.option().hasDefaultValue()
                || entry.limit().holds().test(entry.option().defaultValue());
    }
}
