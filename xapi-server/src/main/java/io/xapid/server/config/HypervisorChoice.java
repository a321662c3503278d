package io.xapid.server.config;

import java.util.Locale;

/** Which bridge the operator wants. */
public enum HypervisorChoice {
    /** The best one that works here. */
    AUTO,
    XEN,
    QEMU,
    SIMULATOR;

    /** As an operator writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
