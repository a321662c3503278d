package io.xapid.hypervisor;

import org.jspecify.annotations.Nullable;

/** A verb could not be carried out. The message is for operators: it names the guest, the thing and the reason. */
public final class HypervisorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public HypervisorException(Reason reason, String message) {
        this(reason, message, null);
    }

    public HypervisorException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of failure it is, for those who must choose what to do next. */
    public Reason reason() {
        return reason;
    }

    /** Kinds of failure. */
    public enum Reason {
        /** The hypervisor tried, and could not. */
        FAILED,
        /** There is no such domain, or no such device of it. */
        NOT_FOUND,
        /** The domain is in a state in which the verb makes no sense, or is there already. */
        WRONG_STATE,
        /** This hypervisor cannot do that; its capabilities say so. */
        UNSUPPORTED,
        /** The guest had to help, and did not in time. */
        GUEST_UNRESPONSIVE,
        /** The hypervisor gave no answer in time; what it did is not known. Ask for the state. */
        TIMED_OUT
    }
}
