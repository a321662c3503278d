package io.xapid.server;

import io.xapid.server.config.ExitCode;

/** The daemon cannot start. The message is one line for the operator: what is wrong, and what would help. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    StartException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    StartException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
