package io.xapid.server.network;

import io.xapid.model.network.Network;
import io.xapid.model.store.Row;
import io.xapid.network.Attachment;
import io.xapid.network.BridgeSpec;
import io.xapid.network.LinkName;
import io.xapid.network.Mtu;
import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkException;
import io.xapid.network.PortSpec;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Networks as this host has them: bridges that come when a guest needs one, and a port for each guest's NIC.
 *
 * <p>The host's own NICs are left as they are: a network that stands for one has a bridge without uplink until somebody
 * says that the NIC may join it, with the key {@value #MAY_BRIDGE} in the network's {@code other_config}. A newcomer's
 * connection never breaks that way.
 */
public final class HostNetworks {
    /** A key of {@code network.other_config}: the NIC of this host that joins the bridge. */
    public static final String MAY_BRIDGE = "xapid:uplink";

    private static final Logger log = LoggerFactory.getLogger(HostNetworks.class);

    private final NetworkBackend backend;
    private final int qemuUid;
    private final UUID keeper;

    /**
     * @param qemuUid numeric id of the user that runs guests, who opens the taps
     * @param keeper whose ports these are: other daemons, with states of their own, may have some on this host too
     */
    public HostNetworks(NetworkBackend backend, int qemuUid, UUID keeper) {
        this.backend = backend;
        this.qemuUid = qemuUid;
        this.keeper = keeper;
    }

    public NetworkBackend backend() {
        return backend;
    }

    /**
     * Makes a NIC's port on its network's bridge. The bridge is made if need be, unless an administrator makes it. Doing
     * it twice is doing it once.
     *
     * @throws NetworkException when that cannot be
     */
    public Attachment plug(Row<Network> network, String portName, long mtu) {
        LinkName bridge = new LinkName(network.get(Network.BRIDGE));
        Mtu effective = mtuOf(mtu > 0 ? mtu : network.get(Network.MTU));
        var port = new PortSpec(new LinkName(portName), bridge, effective, qemuUid, keeper);
        return backend.capabilities().bridging() && network.get(Network.MANAGED)
                ? backend.plug(specOf(network, bridge), port)
                : backend.plug(port);
    }

    /**
     * Makes a network's bridge be there, unless an administrator makes it.
     *
     * @throws NetworkException when that cannot be
     */
    public LinkName bridge(Row<Network> network) {
        LinkName bridge = new LinkName(network.get(Network.BRIDGE));
        if (network.get(Network.MANAGED) && backend.capabilities().bridging()) {
            backend.ensureBridge(specOf(network, bridge));
        } else if (backend.state().find(bridge).isEmpty()) {
            throw new NetworkException(NetworkException.Kind.NOT_FOUND, "there is no bridge " + bridge);
        }
        return bridge;
    }

    /** Takes a NIC's port away, if it is there. The bridge stays: the next guest needs it soon. */
    public void unplug(String portName) {
        backend.unplug(new LinkName(portName));
    }

    /** Names of the ports made here that no guest is seen to have open. */
    Set<String> idlePorts() {
        return backend.idlePorts(keeper).stream().map(LinkName::text).collect(Collectors.toUnmodifiableSet());
    }

    /** Lets traffic of a port through, or none. */
    public void connect(String portName, Row<Network> network, boolean connected) {
        LinkName port = new LinkName(portName);
        if (connected) {
            backend.join(port, new LinkName(network.get(Network.BRIDGE)));
        } else {
            backend.leave(port);
        }
    }

    /** Removes the bridge of a network that is gone, if this daemon made it and nothing is on it. */
    public void forget(Row<Network> network) {
        String bridge = network.get(Network.BRIDGE);
        if (!LinkName.isValid(bridge)
                || !network.get(Network.MANAGED)
                || !backend.capabilities().bridging()) {
            return;
        }
        try {
            backend.removeBridge(new LinkName(bridge));
        } catch (NetworkException stays) {
            log.warn("bridge {} of network {} stays: {}", bridge, network.ref(), stays.getMessage());
        }
    }

    /** Whether something else than a bridge has that name here, so that no bridge can. */
    boolean isNoBridge(String name) {
        try {
            return backend.state()
                    .find(new LinkName(name))
                    .filter(link -> !link.kind().equals("bridge"))
                    .isPresent();
        } catch (NetworkException unknown) {
            log.warn("cannot tell whether {} is there: {}", name, unknown.getMessage());
            return false;
        }
    }

    private static Mtu mtuOf(long bytes) {
        return new Mtu((int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, bytes)));
    }

    private static BridgeSpec specOf(Row<Network> network, LinkName bridge) {
        Mtu mtu = mtuOf(network.get(Network.MTU));
        String uplink = network.get(Network.OTHER_CONFIG).getOrDefault(MAY_BRIDGE, "");
        return uplink.isEmpty()
                ? BridgeSpec.internal(bridge, mtu)
                : new BridgeSpec(bridge, mtu, Optional.of(new LinkName(uplink)));
    }
}
