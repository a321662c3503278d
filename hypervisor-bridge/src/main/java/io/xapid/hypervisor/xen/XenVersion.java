package io.xapid.hypervisor.xen;

import java.util.Set;

/** A release of Xen, such as 4.17. */
public record XenVersion(int major, int minor) {
    /** Those that the bridge was made for: Debian 12's and Debian 13's. */
    static final Set<XenVersion> KNOWN = Set.of(new XenVersion(4, 17), new XenVersion(4, 20));

    /** Whether the bridge was made for it. */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
