package io.poeem.ops.faiss;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Python of this machine, on one thread.
 *
 * @param executable of the path, or absolute
 * @param patience after this a script is ended
 */
record Python(String executable, Duration patience) {

    private static final int ERROR_CHARS = 1_000;

    private static final List<String> THREADS =
            List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS");

    /** Whether it has Faiss and NumPy. */
    boolean hasFaiss() {
        try (Scratch scratch = Scratch.create()) {
            run(scratch.directory(), List.of("-c", "import faiss, numpy"));
            return true;
        } catch (IOException | FaissException e) {
            return false;
        }
    }

    /**
     * Runs to the end; an interrupt ends the script, and stays set.
     *
     * @param directory where it runs, and where {@code stderr} is written
     * @param arguments of the interpreter; no shell sees them
     * @throws FaissException unless it ends in time and with status 0; with the end of what it wrote to standard error
     */
    void run(Path directory, List<String> arguments) throws FaissException {
        Path errors = directory.resolve("stderr");
        try {
            Process process = start(directory, arguments, errors);
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failure("has not ended after " + patience.toSeconds() + " s", errors);
                }
            } finally {
                end(process);
            }
            if (process.exitValue() != 0) {
                throw failure("ended with status " + process.exitValue(), errors);
            }
        } catch (IOException e) {
            throw new FaissException(executable + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaissException(executable + " was interrupted", e);
        }
    }

    private Process start(Path directory, List<String> arguments, Path errors) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        THREADS.forEach(name -> builder.environment().put(name, "1"));
        Process process = builder.redirectOutput(Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private FaissException failure(String what, Path errors) throws IOException {
        String text = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).strip();
        String shown = text.substring(Math.max(0, text.length() - ERROR_CHARS));
        return new FaissException(executable + " " + what + (shown.isEmpty() ? "" : ": " + shown));
    }
}
