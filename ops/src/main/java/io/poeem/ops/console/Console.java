package io.poeem.ops.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Where a command's results go (standard output) and where it says how it is getting on (standard error). */
public final class Console {

    private final PrintWriter out;
    private final PrintStream err;
    private final boolean terminal;

    public Console(PrintWriter out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Of this process: a terminal if the launcher found standard error to be one. */
    public static Console ofProcess(PrintWriter out) {
        return new Console(out, System.err, Boolean.getBoolean("poeem.terminal"));
    }

    /** A line of the result. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** As {@link #print(String)}, formatted. */
    public void print(String format, Object... arguments) {
        print(String.format(Locale.ROOT, format, arguments));
    }

    /** A line about the work, not part of the result. */
    public void say(String format, Object... arguments) {
        err.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    /**
     * Begins a task; the caller closes what it gets.
     *
     * @param total units in all, or -1 when unknown
     */
    public Progress progress(String task, long total, String unit) {
        return terminal ? new BarProgress(task, total, unit) : new PlainProgress(err, task, total, System::nanoTime);
    }
}
