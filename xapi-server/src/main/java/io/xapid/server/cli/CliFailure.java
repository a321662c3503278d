package io.xapid.server.cli;

/** What a command cannot do, in words for who typed it. */
final class CliFailure extends Exception {
    private static final long serialVersionUID = 1;
    private static final String USAGE = "\nFor usage run: 'xe help'";

    CliFailure(String text) {
        super(text);
    }

    static CliFailure plain(String text) {
        return new CliFailure("Error: " + text);
    }

    static CliFailure usage(String text) {
        return new CliFailure(text + USAGE);
    }

    static CliFailure missing(String parameter) {
        return usage("Required parameter not found: " + parameter);
    }
}
