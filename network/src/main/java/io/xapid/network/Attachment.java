package io.xapid.network;

/** How a guest's NIC reaches its network: what the hypervisor has to connect it to. */
public sealed interface Attachment {

    /** A tap that is there, up and on its bridge. The hypervisor opens it by name and runs no script. */
    record Tap(LinkName name) implements Attachment {}

    /** The hypervisor's own user-mode network: out through the host's sockets, nothing in, no other guest. */
    record User() implements Attachment {}
}
