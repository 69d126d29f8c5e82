package io.poeem.ops.console;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on a terminal: a bar. */
final class BarProgress implements Progress {

    private static final int NAME_WIDTH = 18;
    private static final int REFRESH_MS = 200;

    private final ProgressBar bar;

    BarProgress(String task, long total, String unit) {
        this.bar = new ProgressBarBuilder()
                .setTaskName(String.format("%-" + NAME_WIDTH + "s", task))
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MS)
                .showSpeed()
                .build();
    }

    @Override
    public synchronized void at(long done) {
        bar.stepTo(Math.max(done, bar.getCurrent()));
    }

    @Override
    public void close() {
        bar.close();
    }
}
