package io.xapid.hypervisor.xen.libxl;

/** libxl could not do something. The message has its own word for why. */
public final class LibxlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** No such domain. */
    static final int DOMAIN_NOTFOUND = -21;

    /** The guest did not do its part in time. */
    private static final int GUEST_TIMEDOUT = -8;

    private static final int TIMEDOUT = -9;

    /** The guest has no drivers for Xen. */
    private static final int NOPARAVIRT = -10;

    private final int code;

    LibxlException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Whether the guest has no drivers for Xen, and so does not hear what is asked of it. */
    public boolean isWithoutDrivers() {
        return code == NOPARAVIRT;
    }

    /** Whether time ran out, the guest's or libxl's own. */
    public boolean isTimeout() {
        return code == GUEST_TIMEDOUT || code == TIMEDOUT;
    }
}
