package io.xapid.server.wire.codec;

/** A body that is no call at all. It carries no stack trace: any client can cause it as often as it likes. */
public final class MalformedCallException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedCallException(String message) {
        super(message, null, false, false);
    }
}
