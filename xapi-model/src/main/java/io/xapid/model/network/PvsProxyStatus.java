package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "pvs_proxy_status", doc = "The state of a provisioning proxy.")
public enum PvsProxyStatus implements WireEnum {
    STOPPED("stopped", "The proxy does not run."),
    INITIALISED("initialised", "The proxy is set up and not caching yet."),
    CACHING("caching", "The proxy is caching data."),
    INCOMPATIBLE_WRITE_CACHE_MODE("incompatible_write_cache_mode", "The write cache mode rules out caching."),
    INCOMPATIBLE_PROTOCOL_VERSION("incompatible_protocol_version", "The protocol version rules out caching.");

    private final String wireName;
    private final String doc;

    PvsProxyStatus(String wireName, String doc) {
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
