package io.xapid.server.wire;

/** What clients sent, made fit for a line of the log. */
final class LogText {
    private static final int LONGEST = 120;

    private LogText() {}

    /** The text with everything but plain ASCII replaced, and not too long. */
    static String of(String fromClient) {
        var text = new StringBuilder(Math.min(fromClient.length(), LONGEST) + 3);
        for (int i = 0; i < fromClient.length() && i < LONGEST; i++) {
            char c = fromClient.charAt(i);
            text.append(c > ' ' && c < 0x7F ? c : '?');
        }
        return fromClient.length() > LONGEST ? text.append("...").toString() : text.toString();
    }
}
