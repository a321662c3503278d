package io.xapid.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints what commands answer, to the byte as scripts expect it. */
final class Output {
    private static final int INDENT = 4;

    private final ThinTalk talk;
    private final boolean minimal;
    private final List<String> kept = new ArrayList<>();
    private boolean hasAnswer;

    Output(ThinTalk talk, boolean minimal) {
        this.talk = talk;
        this.minimal = minimal;
    }

    /** A field of a record, labelled as it is printed. */
    record Entry(String label, String value) {}

    boolean isMinimal() {
        return minimal;
    }

    /** For people only. */
    void message(String text) throws IOException {
        if (!minimal) {
            talk.print(text);
        }
    }

    void list(List<String> elements) throws IOException {
        hasAnswer = true;
        for (String element : elements) {
            if (minimal) {
                kept.add(element);
            } else {
                talk.print(element);
            }
        }
    }

    void record(List<Entry> entries) throws IOException {
        hasAnswer = true;
        if (entries.isEmpty()) {
            return;
        }
        if (minimal) {
            kept.add(entries.get(0).value());
            return;
        }
        talk.print(text(entries));
    }

    /** Says that there is an answer, be it of no records. */
    void answered() {
        hasAnswer = true;
    }

    static String text(List<Entry> entries) {
        int width = INDENT
                + entries.stream()
                        .mapToInt(entry -> entry.label().length())
                        .max()
                        .orElse(0);
        var text = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String padding = " ".repeat(width - entry.label().length());
            text.append(i == 0 ? entry.label() + padding : padding + entry.label())
                    .append(": ")
                    .append(entry.value())
                    .append('\n');
        }
        return text.append('\n').toString();
    }

    /** Prints what was kept back. */
    void finish() throws IOException {
        if (minimal && hasAnswer) {
            talk.print(String.join(
                    ",",
                    kept.stream()
                            .map(value -> value.replace("\\", "\\\\").replace(",", "\\,"))
                            .toList()));
        }
    }
}
