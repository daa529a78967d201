package dev.identitygraph.command;

import java.io.PrintWriter;
import java.util.function.Function;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Makes bars that show how far an import has come: rows, rows a second, and the time that is left. */
record Bar(Function<String, ProgressBar> begin) {
    private static final int WIDTH = 120;

    /** For those who want none: what is drawn goes nowhere. */
    static final Bar NONE = new Bar(task -> bar(task, new DelegatingProgressBarConsumer(_ -> {}, WIDTH), 60_000));

    /** Bars on a terminal, which are drawn over; nothing where the output is no terminal, as in a log. */
    static Bar on(PrintWriter out) {
        var console = System.console();
        return console != null && console.isTerminal()
                ? new Bar(task -> bar(task, new DelegatingProgressBarConsumer(line -> draw(out, line), WIDTH), 500))
                : NONE;
    }

    private static void draw(PrintWriter out, String line) {
        out.print("\r" + line);
        out.flush();
    }

    private static ProgressBar bar(String task, DelegatingProgressBarConsumer consumer, int millis) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" rows", 1)
                .showSpeed()
                .setUpdateIntervalMillis(millis)
                .setConsumer(consumer)
                .build();
    }
}
