package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "origin", doc = "Where the packages of a repository come from.")
public enum RepositoryOrigin implements WireEnum {
    REMOTE("remote", "A server on the network."),
    BUNDLE("bundle", "An uploaded archive file."),
    REMOTE_POOL("remote_pool", "Another pool.");

    private final String wireName;
    private final String doc;

    RepositoryOrigin(String wireName, String doc) {
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
