package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.HypervisorConsole;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;

/** Xen's own messages and debug keys. */
final class XenConsole implements HypervisorConsole {
    private final Asking asking;

    XenConsole(Asking asking) {
        this.asking = asking;
    }

    @Override
    public String messages(boolean clear) {
        String said = asking.ask(libxl -> libxl.host().messages(clear, LONGEST));
        return said.replaceAll("[^\\x09\\x0a\\x20-\\x7e]", "?");
    }

    @Override
    public void press(String keys) {
        if (!HypervisorConsole.areKeys(keys)) {
            throw new HypervisorException(Reason.FAILED, "debug keys are 1 to 32 printable characters");
        }
        asking.ask(libxl -> {
            libxl.host().press(keys);
            return true;
        });
    }
}
