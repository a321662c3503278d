package io.xapid.model.store;

/** The log cannot be read or written. The message is for operators: what, where, and what to do. */
public class LogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogException(String message) {
        super(message);
    }

    public LogException(String message, Throwable cause) {
        super(message, cause);
    }
}
