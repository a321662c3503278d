package io.xapid.hypervisor.qmp;

/** A monitor command failed: QEMU refused it, or gave no answer. */
public final class QmpException extends Exception {
    private static final long serialVersionUID = 1L;

    public static final String TIMEOUT = "xapid:timeout";
    public static final String CLOSED = "xapid:closed";
    public static final String INTERRUPTED = "xapid:interrupted";
    public static final String DEVICE_NOT_FOUND = "DeviceNotFound";

    private final String kind;

    public QmpException(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** QEMU's error class, or one of the constants here. */
    public String kind() {
        return kind;
    }

    public boolean is(String other) {
        return kind.equals(other);
    }
}
