package io.xapid.model.event;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "cls", doc = "The kind of object an alert message is about.")
public enum MessageSubject implements WireEnum {
    VM("VM", "A virtual machine."),
    HOST("Host", "A host."),
    SR("SR", "A storage repository."),
    POOL("Pool", "The pool."),
    VMPP("VMPP", "A protection policy."),
    VMSS("VMSS", "A snapshot schedule."),
    PVS_PROXY("PVS_proxy", "A provisioning proxy."),
    VDI("VDI", "A virtual disk."),
    CERTIFICATE("Certificate", "A certificate.");

    private final String wireName;
    private final String doc;

    MessageSubject(String wireName, String doc) {
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
