package io.xapid.server;

import io.xapid.server.config.ExitCode;
import org.jspecify.annotations.Nullable;

/** The daemon cannot start. The message is one line for the operator: what is wrong, and what would help. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    StartException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    StartException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
