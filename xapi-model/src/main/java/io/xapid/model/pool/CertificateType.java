package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "certificate_type", doc = "The role a certificate plays in the pool.")
public enum CertificateType implements WireEnum {
    CA("ca", "Certificate of a trusted authority."),
    HOST("host", "Certificate a host shows to clients."),
    HOST_INTERNAL("host_internal", "Certificate hosts show to each other."),
    PINNED("pinned", "Certificate trusted for one peer alone.");

    private final String wireName;
    private final String doc;

    CertificateType(String wireName, String doc) {
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
