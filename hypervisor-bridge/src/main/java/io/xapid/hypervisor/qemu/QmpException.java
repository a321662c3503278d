package io.xapid.hypervisor.qemu;

/** A monitor command failed: QEMU refused it, or gave no answer. */
final class QmpException extends Exception {
    private static final long serialVersionUID = 1L;

    static final String TIMEOUT = "xapid:timeout";
    static final String CLOSED = "xapid:closed";
    static final String INTERRUPTED = "xapid:interrupted";
    static final String DEVICE_NOT_FOUND = "DeviceNotFound";

    private final String kind;

    QmpException(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** QEMU's error class, or one of the constants here. */
    String kind() {
        return kind;
    }

    boolean is(String other) {
        return kind.equals(other);
    }
}
