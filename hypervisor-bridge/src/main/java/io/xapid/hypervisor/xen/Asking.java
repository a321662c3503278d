package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.xen.libxl.LibxlContext;
import io.xapid.hypervisor.xen.libxl.LibxlException;

/** Questions to Xen that it answers at once, whatever verbs are under way. */
final class Asking implements AutoCloseable {
    private final LibxlContext libxl;
    private boolean closed;

    Asking(LibxlContext libxl) {
        this.libxl = libxl;
    }

    /** A question. */
    interface Question<T> {
        T put(LibxlContext libxl) throws LibxlException;
    }

    synchronized <T> T ask(Question<T> question) {
        if (closed) {
            throw new HypervisorException(Reason.FAILED, "the Xen bridge is closed");
        }
        try {
            return question.put(libxl);
        } catch (LibxlException e) {
            throw new HypervisorException(Reason.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            libxl.close();
        }
    }
}
