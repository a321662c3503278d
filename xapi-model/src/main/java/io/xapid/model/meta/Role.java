package io.xapid.model.meta;

/** What a user may be allowed to do, strongest first. A message allowed to one role is allowed to all stronger ones. */
public enum Role {
    /** No role at all: only root on the host's own socket, and pool members. */
    LOCAL_ROOT("local-root", 7),
    POOL_ADMIN("pool-admin", 6),
    POOL_OPERATOR("pool-operator", 5),
    VM_POWER_ADMIN("vm-power-admin", 4),
    VM_ADMIN("vm-admin", 3),
    VM_OPERATOR("vm-operator", 2),
    READ_ONLY("read-only", 1),
    /** Held by clients that prove themselves with a certificate; stands beside the ladder and includes read-only. */
    CLIENT_CERT("client-cert", 1);

    private final String wireName;
    private final int strength;

    Role(String wireName, int strength) {
        this.wireName = wireName;
        this.strength = strength;
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
        return this != CLIENT_CERT && this != LOCAL_ROOT && needed != LOCAL_ROOT && strength > needed.strength;
    }
}
