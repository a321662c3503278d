package io.xapid.network;

import org.jspecify.annotations.Nullable;

/** The network did not do what was asked. The message is for operators; the {@link Kind} is for the caller to act on. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as it makes a difference to the caller. */
    public enum Kind {
        /** The request makes no sense as it stands: a bad name or MTU. */
        INVALID,
        /** There is no such bridge, port or NIC. */
        NOT_FOUND,
        /** Something else has that name. */
        EXISTS,
        /** Ports are on the bridge, or the NIC is on another one. */
        IN_USE,
        /** It would take this host off its network. */
        UNSAFE,
        /** The backend cannot do this at all. */
        NOT_SUPPORTED,
        /** The daemon may not do this here. */
        NOT_PERMITTED,
        /** The thread was interrupted. */
        CANCELLED,
        /** It took longer than it may. */
        TIMED_OUT,
        /** The kernel or a tool failed. */
        FAILED
    }

    private final Kind kind;

    public NetworkException(Kind kind, String message) {
        this(kind, message, null);
    }

    public NetworkException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
