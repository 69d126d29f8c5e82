package io.poeem.ops.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: what it shows, that it follows, and that it complains of nothing. Skipped where there is no Chromium. */
class PageIT {

    private static final String SHOWN = "!document.getElementById('main').hidden";
    private static final int TAB = 9;
    private static final int ENTER = 13;
    private static final int LEFT = 37;
    private static final int DOWN = 40;

    private static Browser browser;
    private Service service;

    @BeforeAll
    static void open(@TempDir Path profile) throws Exception {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "there is no chromium on the PATH; install Debian's chromium to test the page");
        browser = Browser.start(program.get(), profile);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        service = Service.ready();
        browser.colours("light");
        browser.size(1_180, 1_000);
        browser.forgetComplaints();
    }

    @AfterEach
    void stop() {
        browser.open(URI.create("about:blank"));
        service.close();
    }

    @Test
    void itShowsTheIndexAndComplainsOfNothing() {
        load();
        assertThat(browser.text("#name")).isEqualTo("films");
        assertThat(browser.text("#state")).isEqualTo("Serving version 1");
        assertThat(browser.text("#tiles")).contains("100", "0.210");
        browser.await("charts", "document.querySelectorAll('.plot canvas').length >= 4");
        assertThat(browser.text("#plot-clusters")).contains("2 lists, 0 empty; largest 50");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aNewVersionAppearsWithoutAReloadAndIsSearched() {
        load();
        addFilm("Film number 42");
        browser.await("hits", "document.querySelectorAll('#hits li').length === 10");
        assertThat(browser.text("#answer")).contains("of version 1");
        browser.script("window.mark = 'not loaded again'");
        service.index.publish();
        browser.await("version 2", "document.getElementById('state-text').innerText === 'Serving version 2'");
        browser.await("hits of it", "document.getElementById('answer').innerText.includes('of version 2')");
        assertThat(browser.script("window.mark").asText()).isEqualTo("not loaded again");
        assertThat(browser.text("#news")).isEqualTo("Version 2 is served");
        browser.await("bars", "document.querySelectorAll('#strip i').length === 2");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theKeyboardIsEnough() {
        load();
        browser.script("document.body.focus()");
        browser.press("Tab", TAB);
        assertThat(focused()).isEqualTo("Skip to the search box");
        browser.press("Enter", ENTER);
        browser.await("search box", "document.activeElement.id === 'add'");
        browser.type("number 1");
        browser.await("options", "document.querySelectorAll('#options li').length > 1");
        browser.press("ArrowDown", DOWN);
        browser.press("Enter", ENTER);
        browser.await("hits", "document.querySelectorAll('#hits li').length > 0");
        assertThat(browser.text("#chips")).contains("Film number 1");
        for (int i = 0; i < 60 && !focusedId().equals("strip"); i++) {
            browser.press("Tab", TAB);
        }
        assertThat(focusedId()).as("Tab leads through all of the page").isEqualTo("strip");
        service.index.publish();
        browser.await("bars", "document.querySelectorAll('#strip i').length === 2");
        browser.press("ArrowLeft", LEFT);
        assertThat(browser.text("#chosen")).contains("1, was served");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void titlesAreTextWhateverTheyHold() {
        load();
        addFilm("Film number 7 ");
        browser.await("chip", "document.querySelectorAll('#chips li').length === 1");
        assertThat(browser.text("#chips")).contains("<b>bold</b> & \"quoted\"");
        assertThat(browser.script("document.querySelectorAll('#chips b').length")
                        .asInt())
                .isZero();
    }

    @Test
    void darkAndNarrowItStillFits() {
        browser.colours("dark");
        browser.size(390, 844);
        load();
        addFilm("Film number 42");
        browser.await("hits", "document.querySelectorAll('#hits li').length > 0");
        assertThat(browser.script("document.documentElement.scrollWidth <= window.innerWidth")
                        .asBoolean())
                .as("nothing is wider than the window")
                .isTrue();
        assertThat(browser.script("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(16, 19, 23)");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void beforeTheFirstVersionItWaitsAndSaysSo() {
        service.close();
        service = new Service(Optional.empty(), Optional.empty(), Service.HTTP);
        browser.open(service.at("/"));
        browser.await("waiting", "document.getElementById('state-text').innerText === 'Waiting for a version'");
        assertThat(browser.text("#notice")).contains("no version of index 'films' is served yet");
        service.index.publish();
        browser.await("the first version", SHOWN);
        assertThat(browser.script("document.getElementById('notice').hidden").asBoolean())
                .isTrue();
    }

    @Test
    void whereThereIsATokenItAsksForIt() {
        service.close();
        service = new Service(Optional.of("a-secret-of-a-test-0123456789"), Optional.empty(), Service.HTTP);
        service.index.publish();
        browser.open(service.at("/"));
        browser.await("login", "!document.getElementById('login').hidden");
        browser.script("document.getElementById('token').focus()");
        browser.type("a-secret-of-a-test-0123456789");
        browser.press("Enter", ENTER);
        browser.await("the page", SHOWN);
        assertThat(browser.script("document.getElementById('login').hidden").asBoolean())
                .isTrue();
    }

    private void load() {
        browser.open(service.at("/"));
        browser.await("the page", "document.getElementById('main') && " + SHOWN);
    }

    private static void addFilm(String title) {
        browser.script("document.getElementById('add').focus()");
        browser.type(title);
        browser.await("options", "!document.getElementById('options').hidden");
        browser.press("Enter", ENTER);
    }

    private static String focused() {
        return browser.script("document.activeElement.innerText || document.activeElement.id")
                .asText();
    }

    private static String focusedId() {
        return browser.script("document.activeElement.id").asText();
    }
}
