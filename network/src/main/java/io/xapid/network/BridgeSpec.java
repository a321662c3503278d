package io.xapid.network;

import java.util.Optional;

/**
 * A bridge wanted.
 *
 * @param uplink the NIC that joins it to the outside; without one, guests on it reach only each other
 */
public record BridgeSpec(LinkName name, Mtu mtu, Optional<LinkName> uplink) {

    /** A bridge of guests only. */
    public static BridgeSpec internal(LinkName name, Mtu mtu) {
        return new BridgeSpec(name, mtu, Optional.empty());
    }
}
