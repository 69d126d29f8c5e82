package io.poeem.ops.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files beside which the tests run. */
final class Repository {

    private final String pom = text("pom.xml");

    String text(String file) {
        try {
            return Files.readString(Path.of("..", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String property(String name) {
        return first("<" + Pattern.quote(name) + ">([^<]+)<");
    }

    String version() {
        return first("<version>([^<]+)<");
    }

    private String first(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(pom);
        if (!matcher.find()) {
            throw new IllegalStateException("pom.xml has no " + pattern);
        }
        return matcher.group(1);
    }
}
