package io.poeem.ops.export;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Python that has Faiss: the first of the path, or the system's, which Debian's python3-faiss is for. */
record FaissPython(String executable) {

    private static final long SECONDS = 60;

    static Optional<FaissPython> find() {
        return Stream.of("python3", "/usr/bin/python3")
                .map(FaissPython::new)
                .filter(FaissPython::hasFaiss)
                .findFirst();
    }

    private boolean hasFaiss() {
        try {
            return started(List.of("-c", "import faiss, numpy"), null).waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a script of the tests' resources; gives what it printed. */
    String run(Path scratch, String script, Object... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(resource(script)));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        File out = scratch.resolve(script + ".out").toFile();
        Process process = started(all, out);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(script + " has not ended after " + SECONDS + " s");
        }
        String printed = Files.readString(out.toPath());
        if (process.exitValue() != 0) {
            throw new AssertionError(script + " failed: " + printed);
        }
        return printed;
    }

    private Process started(List<String> arguments, File out) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.redirectOutput(out == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(out))
                .start();
    }

    private static String resource(String name) {
        try {
            return Path.of(FaissPython.class.getResource(name).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
