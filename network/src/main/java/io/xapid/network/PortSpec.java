package io.xapid.network;

/**
 * A guest's port wanted.
 *
 * @param name what the port is to be called on the host
 * @param ownerUid numeric id of the user whose QEMU may open it
 */
public record PortSpec(LinkName name, LinkName bridge, Mtu mtu, int ownerUid) {}
