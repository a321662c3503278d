package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "certificate_purpose", doc = "What a trusted certificate is relied on for.")
public enum CertificatePurpose implements WireEnum {
    LICENSING("licensing", "Talking to the licence server."),
    LDAPS("ldaps", "Talking to the directory over TLS.");

    private final String wireName;
    private final String doc;

    CertificatePurpose(String wireName, String doc) {
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
