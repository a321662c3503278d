package io.xapid.network.user;

import io.xapid.network.Attachment;
import io.xapid.network.BridgeSpec;
import io.xapid.network.Counters;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkCapabilities;
import io.xapid.network.NetworkException;
import io.xapid.network.NetworkException.Kind;
import io.xapid.network.NetworkState;
import io.xapid.network.PortSpec;
import io.xapid.network.host.HostInterfaces;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Networking for a daemon that may not change the host's: each NIC gets the hypervisor's own user-mode network. Guests
 * reach the outside through the host's sockets, and neither each other nor, from outside, are they reached.
 */
public final class UserModeBackend implements NetworkBackend {
    private final HostInterfaces interfaces;
    private final String why;

    /** @param why one sentence that tells an operator why there are no bridges */
    public UserModeBackend(HostInterfaces interfaces, String why) {
        this.interfaces = interfaces;
        this.why = why;
    }

    @Override
    public NetworkCapabilities capabilities() {
        return new NetworkCapabilities("user", false, why);
    }

    @Override
    public NetworkState state() {
        return interfaces.state();
    }

    @Override
    public void ensureBridge(BridgeSpec spec) {
        throw new NetworkException(Kind.NOT_SUPPORTED, "%s cannot be made: %s".formatted(spec.name(), why));
    }

    @Override
    public void removeBridge(LinkName bridge) {
        // it was never made
    }

    @Override
    public Attachment plug(PortSpec port) {
        return new Attachment.User();
    }

    @Override
    public void unplug(LinkName port) {
        // the port goes with the hypervisor's process
    }

    @Override
    public Set<LinkName> idlePorts(UUID keeper) {
        return Set.of();
    }

    @Override
    public void join(LinkName port, LinkName bridge) {
        throw new NetworkException(Kind.NOT_SUPPORTED, "%s cannot join %s: %s".formatted(port, bridge, why));
    }

    @Override
    public void leave(LinkName port) {
        throw new NetworkException(Kind.NOT_SUPPORTED, "%s is on no bridge: %s".formatted(port, why));
    }

    @Override
    public Map<LinkName, Counters> counters() {
        return interfaces.counters();
    }
}
