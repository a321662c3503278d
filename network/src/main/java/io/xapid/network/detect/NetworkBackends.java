package io.xapid.network.detect;

import io.xapid.network.BridgeSpec;
import io.xapid.network.LinkName;
import io.xapid.network.Mtu;
import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkException;
import io.xapid.network.NetworkException.Kind;
import io.xapid.network.PortSpec;
import io.xapid.network.bridge.BridgeBackend;
import io.xapid.network.host.HostInterfaces;
import io.xapid.network.host.IpTool;
import io.xapid.network.user.UserModeBackend;
import java.util.UUID;

/** Chooses the network backend that works here, by trying. */
public final class NetworkBackends {
    private NetworkBackends() {}

    /** The best backend for this host; its {@link NetworkBackend#capabilities()} say what it is, and why. */
    public static NetworkBackend detect() {
        return detect(IpTool.ofHost(), HostInterfaces.ofHost());
    }

    /** Like {@link #detect()}, for the network that these two work on. */
    public static NetworkBackend detect(IpTool ip, HostInterfaces interfaces) {
        var bridges = new BridgeBackend(ip, interfaces);
        try {
            probe(bridges);
            return bridges;
        } catch (NetworkException e) {
            String reason = e.kind() == Kind.NOT_PERMITTED
                    ? "making bridges takes root or the capability CAP_NET_ADMIN"
                    : "a trial bridge could not be made: " + e.getMessage();
            return new UserModeBackend(
                    interfaces, "guests reach the outside and nobody reaches them, since %s".formatted(reason));
        }
    }

    /** Makes a bridge with a port, and takes both away: that privileges, modules and devices exist proves nothing. */
    private static void probe(BridgeBackend bridges) {
        UUID nobody = UUID.randomUUID();
        String random = nobody.toString().substring(0, 8);
        var bridge = new LinkName("xapid" + random);
        var port = new LinkName("xapip" + random);
        try {
            bridges.ensureBridge(BridgeSpec.internal(bridge, Mtu.ETHERNET));
            bridges.plug(new PortSpec(port, bridge, Mtu.ETHERNET, 0, nobody));
        } catch (NetworkException failure) {
            try {
                remove(bridges, bridge, port);
            } catch (NetworkException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
        remove(bridges, bridge, port);
    }

    private static void remove(BridgeBackend bridges, LinkName bridge, LinkName port) {
        bridges.unplug(port);
        bridges.removeBridge(bridge);
    }
}
