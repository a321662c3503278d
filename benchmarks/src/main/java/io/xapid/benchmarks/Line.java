package io.xapid.benchmarks;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param ours the daemon's figure, with its unit
 * @param baseline what the same work costs at best here; empty where there is nothing to compare with
 * @param compared ratio or difference of the two
 * @param aim what was aimed at; empty where nothing was
 */
record Line(String what, String ours, String baseline, String compared, String aim, Verdict verdict) {
    /** Whether the aim is reached. */
    enum Verdict {
        MET("met"),
        MISSED("missed"),
        NO_AIM("");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        static Verdict of(boolean met) {
            return met ? MET : MISSED;
        }
    }

    /** A figure that stands alone. */
    static Line plain(String what, String ours) {
        return new Line(what, ours, "", "", "", Verdict.NO_AIM);
    }

    /** A figure beside another one, without an aim. */
    static Line beside(String what, String ours, String baseline, String compared) {
        return new Line(what, ours, baseline, compared, "", Verdict.NO_AIM);
    }

    String asRow() {
        return "| " + String.join(" | ", what, ours, baseline, compared, aim, verdict.word) + " |";
    }
}
