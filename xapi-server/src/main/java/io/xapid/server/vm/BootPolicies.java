package io.xapid.server.vm;

import io.xapid.model.vm.DomainType;

/** How the superseded field {@code HVM_boot_policy} goes with {@code domain_type}. */
final class BootPolicies {
    private static final String BIOS_ORDER = "BIOS order";

    private BootPolicies() {}

    /** The policy for a type of domain: any that is not empty for full virtualisation, and the empty one otherwise. */
    static String of(DomainType type, String present) {
        if (type != DomainType.HVM) {
            return "";
        }
        return present.isEmpty() ? BIOS_ORDER : present;
    }

    static DomainType typeFor(String policy) {
        return policy.isEmpty() ? DomainType.PV : DomainType.HVM;
    }
}
