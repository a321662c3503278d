package io.xapid.hypervisor.xen.store;

import java.util.Map;

/** Xenstore refused something, or could not be asked. */
public final class XenstoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("ENOENT", Kind.NOT_FOUND),
            Map.entry("EACCES", Kind.DENIED),
            Map.entry("EPERM", Kind.DENIED),
            Map.entry("EROFS", Kind.DENIED),
            Map.entry("EEXIST", Kind.EXISTS),
            Map.entry("EAGAIN", Kind.CONFLICT),
            Map.entry("EINVAL", Kind.INVALID),
            Map.entry("EISDIR", Kind.INVALID),
            Map.entry("E2BIG", Kind.TOO_LARGE),
            Map.entry("EQUOTA", Kind.QUOTA),
            Map.entry("ENOSPC", Kind.QUOTA),
            Map.entry("ENOMEM", Kind.QUOTA),
            Map.entry("EBUSY", Kind.BUSY));

    private final Kind kind;

    XenstoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** The failure that xenstore calls {@code name}, such as {@code EACCES}. */
    static XenstoreException named(String name, String what) {
        return new XenstoreException(KINDS.getOrDefault(name, Kind.FAILED), what + ": " + name);
    }

    /** Which kind of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** Kinds of failure. */
    public enum Kind {
        NOT_FOUND,
        DENIED,
        EXISTS,
        /** Others changed what a transaction has read, every time it was tried. */
        CONFLICT,
        /** Paths and values that xenstore cannot hold. */
        INVALID,
        TOO_LARGE,
        /** A guest has as many entries, watches or transactions as it may have. */
        QUOTA,
        BUSY,
        /** Another failure, which the message names. */
        FAILED,
        /** There is no connection; what was asked last may or may not have happened. */
        CLOSED,
        /** No answer came in time; what was asked may or may not have happened. */
        TIMED_OUT
    }
}
