package io.xapid.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Figures taken repeatedly, in order of size. */
final class Stats {
    private final double[] sorted;

    private Stats(double[] sorted) {
        this.sorted = sorted;
    }

    static Stats of(Collection<Double> figures) {
        return of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Stats of(double[] figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return new Stats(sorted);
    }

    double median() {
        return at(0.5);
    }

    /** The figure that the given share of all figures does not exceed. */
    double at(double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    /** Median, with the least and the most behind it. */
    String spread(String unit) {
        return sorted.length < 3
                ? format(median()) + " " + unit
                : "%s %s (%s to %s)".formatted(format(median()), unit, format(least()), format(most()));
    }

    /** A figure with three digits that matter. */
    static String format(double figure) {
        if (figure >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", figure);
        }
        return String.format(Locale.ROOT, figure >= 100 ? "%.0f" : figure >= 10 ? "%.1f" : "%.2f", figure);
    }
}
