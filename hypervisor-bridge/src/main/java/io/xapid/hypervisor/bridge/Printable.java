package io.xapid.hypervisor.bridge;

/** Makes text from elsewhere fit to be shown, logged and put on a command line. */
public final class Printable {
    private Printable() {}

    /** The text without control and other invisible characters, cut to a length. */
    public static String of(String text, int limit) {
        var shown = new StringBuilder(Math.min(text.length(), limit));
        text.codePoints()
                .limit(limit)
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) || invisible(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean invisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
