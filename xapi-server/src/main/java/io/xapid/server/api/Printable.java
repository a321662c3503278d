package io.xapid.server.api;

/** Client strings on their way into a log line: short, on one line, without control characters. */
public final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    public static String of(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < text.length() && shown.length() < LONGEST; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || c == '"' || c > 0xFF ? '?' : c);
        }
        return text.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }
}
