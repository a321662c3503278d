package io.xapid.server.plan;

/** The work was asked to stop, and did. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("cancelled");
    }
}
