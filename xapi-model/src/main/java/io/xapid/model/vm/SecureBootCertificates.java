package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vm_secureboot_certificates_state", doc = "How current the secure boot certificates of a machine are.")
public enum SecureBootCertificates implements WireEnum {
    OK("ok", "The certificates are current."),
    UPDATE_AVAILABLE("update_available", "Newer certificates are on offer."),
    UPDATE_ON_BOOT("update_on_boot", "Newer certificates arrive at the next boot.");

    private final String wireName;
    private final String doc;

    SecureBootCertificates(String wireName, String doc) {
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
