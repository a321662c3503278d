package io.xapid.network;

import java.util.UUID;

/**
 * A guest's port wanted.
 *
 * @param name what the port is to be called on the host
 * @param ownerUid numeric id of the user whose QEMU may open it
 * @param keeper whose port it is, where several daemons share a host: it stands in the mark that a new port gets
 */
public record PortSpec(LinkName name, LinkName bridge, Mtu mtu, int ownerUid, UUID keeper) {}
