package io.xapid.server.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a task has come, as a bar of eighty columns on the client's other output, painted over itself. */
final class ProgressBar {
    private static final String SPINNER = "-\\|/";
    private static final int COLUMNS = 80;
    private static final int AROUND_THE_BAR = "[*] ".length() + "(100% ETA 00:00:00)".length();
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = 99 * 3600L + 59 * 60 + 59;

    private final ThinTalk talk;
    private final LongSupplier nanoTime;
    private long began;
    private int turns;
    private boolean isShown;

    /** @param nanoTime the time since some moment, in nanoseconds */
    ProgressBar(ThinTalk talk, LongSupplier nanoTime) {
        this.talk = talk;
        this.nanoTime = nanoTime;
    }

    /** @param fraction of the work that is done, from 0 to 1; what is outside counts as the nearer end */
    void show(double fraction) throws IOException {
        if (!isShown) {
            began = nanoTime.getAsLong();
            isShown = true;
        }
        double done = Double.isNaN(fraction) ? 0 : Math.max(0, Math.min(1, fraction));
        int width = COLUMNS - AROUND_THE_BAR;
        int filled = (int) (done * (width - 1));
        String bar = "#".repeat(filled) + ">" + " ".repeat(width - 1 - filled);
        talk.printError("\r[%c] %s(%3d%% ETA %s)"
                .formatted(
                        SPINNER.charAt(turns++ % SPINNER.length()),
                        bar,
                        (int) Math.round(done * 100),
                        remaining(done)));
    }

    private String remaining(double done) {
        if (done == 0) {
            return "--:--:--";
        }
        return time((long) (seconds() * (1 - done) / done));
    }

    private long seconds() {
        return (nanoTime.getAsLong() - began) / NANOS_A_SECOND;
    }

    private static String time(long seconds) {
        long shown = Math.min(seconds, MOST_SECONDS);
        return String.format(Locale.ROOT, "%02d:%02d:%02d", shown / 3600, shown / 60 % 60, shown % 60);
    }

    /** Leaves the bar, so that what follows has a line of its own. */
    void end(boolean isDone) throws IOException {
        if (isShown) {
            isShown = false;
            talk.printError("\n" + (isDone ? "Total time: " + time(seconds()) + "\n" : ""));
        }
    }
}
