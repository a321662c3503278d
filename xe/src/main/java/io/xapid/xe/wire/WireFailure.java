package io.xapid.xe.wire;

import java.io.IOException;

/** The other side breaks the protocol. The message says how, and quotes nothing of what was sent. */
public final class WireFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What is there instead of a conversation. */
    public enum Kind {
        /** Broken rules. */
        BROKEN,
        /** An answer of HTTP: the request was refused before the conversation began. */
        HTTP,
        /** Another major version. */
        VERSION,
        /** Nothing at all: the connection was closed at once. */
        SILENT
    }

    WireFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static WireFailure broken(String message) {
        return new WireFailure(Kind.BROKEN, message);
    }

    public Kind kind() {
        return kind;
    }
}
