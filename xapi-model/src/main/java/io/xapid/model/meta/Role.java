package io.xapid.model.meta;

/** What a user may be allowed to do, strongest first. A message allowed to one role is allowed to all stronger ones. */
public enum Role {
    /** No role at all: only root on the host's own socket, and pool members. */
    LOCAL_ROOT("local-root"),
    POOL_ADMIN("pool-admin"),
    POOL_OPERATOR("pool-operator"),
    VM_POWER_ADMIN("vm-power-admin"),
    VM_ADMIN("vm-admin"),
    VM_OPERATOR("vm-operator"),
    READ_ONLY("read-only"),
    /** Held by clients that prove themselves with a certificate; stands beside the ladder and includes read-only. */
    CLIENT_CERT("client-cert");

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether a holder of this role may do what {@code needed} asks for. */
    public boolean includes(Role needed) {
        if (this == needed || needed == READ_ONLY) {
            return true;
        }
        if (needed == CLIENT_CERT) {
            return this == POOL_ADMIN || this == POOL_OPERATOR;
        }
        return this != CLIENT_CERT && this != LOCAL_ROOT && needed != LOCAL_ROOT && ordinal() < needed.ordinal();
    }
}
