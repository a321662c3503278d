package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vm_secureboot_readiness", doc = "Whether a machine is able to boot securely.")
public enum VmSecureBootReadiness implements WireEnum {
    NOT_SUPPORTED("not_supported", "The machine has no firmware for it."),
    DISABLED("disabled", "Secure boot is off."),
    FIRST_BOOT("first_boot", "Decided when the machine first boots."),
    READY("ready", "All secure boot material is present."),
    READY_NO_DBX("ready_no_dbx", "Usable, but the revocation list is missing."),
    SETUP_MODE("setup_mode", "The firmware has no owner key yet."),
    CERTS_INCOMPLETE("certs_incomplete", "Some certificates are missing.");

    private final String wireName;
    private final String doc;

    VmSecureBootReadiness(String wireName, String doc) {
        this.wireName = wireName;
        this.doc = doc;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return doc;
    }
}
