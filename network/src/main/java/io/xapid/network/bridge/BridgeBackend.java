package io.xapid.network.bridge;

import io.xapid.network.Attachment;
import io.xapid.network.BridgeSpec;
import io.xapid.network.Counters;
import io.xapid.network.HostInterface;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkCapabilities;
import io.xapid.network.NetworkException;
import io.xapid.network.NetworkException.Kind;
import io.xapid.network.NetworkState;
import io.xapid.network.PortSpec;
import io.xapid.network.host.HostInterfaces;
import io.xapid.network.host.HostInterfaces.Surroundings;
import io.xapid.network.host.IpTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Linux bridges and persistent taps.
 *
 * <p>What it makes carries a mark (the interface's alias), so that a restarted daemon knows its own and leaves the rest
 * alone; that of a port also says whose it is. Bridges do not take part in spanning trees, forward from the first packet on, and get no IPv6 address by
 * themselves, so that guests do not reach the host by it.
 */
public final class BridgeBackend implements NetworkBackend {
    /** Higher than any NIC's, so that a bridge takes its NIC's address and keeps it when guests come and go. */
    private static final String PORT_MAC = "fe:ff:ff:ff:ff:ff";

    private static final String MARKED = "alias " + HostInterfaces.MARK;

    private final IpTool ip;
    private final HostInterfaces interfaces;
    private final Object bridges = new Object();

    /** Ports that are surely ours, since nobody else could have made them since; the rest is asked for. */
    private final Set<LinkName> made = ConcurrentHashMap.newKeySet();

    /** @param ip works in the same namespace that {@code interfaces} looks at */
    public BridgeBackend(IpTool ip, HostInterfaces interfaces) {
        this.ip = ip;
        this.interfaces = interfaces;
    }

    @Override
    public NetworkCapabilities capabilities() {
        return new NetworkCapabilities("bridge", true, "guests are connected through Linux bridges");
    }

    @Override
    public NetworkState state() {
        return interfaces.state();
    }

    @Override
    public Map<LinkName, Counters> counters() {
        return interfaces.counters();
    }

    @Override
    public void ensureBridge(BridgeSpec spec) {
        checkInterrupt();
        synchronized (bridges) { // two that look and then make would get in each other's way
            Optional<HostInterface> present = interfaces.find(spec.name());
            if (present.isEmpty()) {
                make(spec);
            } else if (!present.get().kind().equals("bridge")) {
                throw new NetworkException(Kind.EXISTS, "%s is there and is no bridge".formatted(spec.name()));
            } else if (present.get().ours()) {
                putRight(present.get(), spec);
            }
        }
    }

    private void make(BridgeSpec spec) {
        spec.uplink().ifPresent(nic -> checkUplink(nic, spec.name()));
        ip.change(List.of(
                "link add name %s type bridge stp_state 0 forward_delay 0 mcast_snooping 0".formatted(spec.name())));
        try {
            ip.change(List.of("link set dev %s %s".formatted(spec.name(), MARKED)));
            shutIpv6Out(spec.name());
            putRight(interfaces.find(spec.name()).orElseThrow(), spec);
        } catch (RuntimeException failure) {
            removeAfter(failure, spec.name());
            throw failure;
        }
    }

    /** Or else a guest could send router advertisements, and the host would believe them. */
    private void shutIpv6Out(LinkName bridge) {
        try {
            ip.set("net/ipv6/conf/%s/disable_ipv6".formatted(bridge), "1");
        } catch (NetworkException e) {
            if (e.kind() != Kind.NOT_FOUND) { // a kernel without IPv6 has no such setting
                throw e;
            }
        }
    }

    private void putRight(HostInterface bridge, BridgeSpec spec) {
        List<String> lines = corrections(bridge, interfaces.members(spec.name()), spec);
        if (!lines.isEmpty()) {
            ip.change(lines);
        }
    }

    /** What makes a bridge of ours be as specified; nothing if it is. */
    private List<String> corrections(HostInterface bridge, List<HostInterface> members, BridgeSpec spec) {
        var lines = new ArrayList<String>();
        List<LinkName> uplinks = members.stream()
                .filter(member -> !member.ours())
                .map(HostInterface::name)
                .toList();
        uplinks.stream()
                .filter(nic -> !spec.uplink().equals(Optional.of(nic)))
                .forEach(nic -> lines.add("link set dev %s nomaster".formatted(nic)));
        if (spec.uplink().isPresent() && !uplinks.contains(spec.uplink().get())) {
            checkUplink(spec.uplink().get(), spec.name());
            lines.add("link set dev %s master %s up".formatted(spec.uplink().get(), spec.name()));
        }
        if (!bridge.up() || bridge.mtuBytes() != spec.mtu().bytes()) {
            lines.add("link set dev %s mtu %d up"
                    .formatted(spec.name(), spec.mtu().bytes()));
        }
        return lines;
    }

    private void checkUplink(LinkName nic, LinkName bridge) {
        HostInterface link =
                state().find(nic).orElseThrow(() -> new NetworkException(Kind.NOT_FOUND, "there is no NIC " + nic));
        if (link.kind().equals("bridge") || link.ours()) {
            throw new NetworkException(Kind.INVALID, "%s cannot be an uplink".formatted(nic));
        }
        if (link.bridge().isPresent() && !link.bridge().get().equals(bridge)) {
            throw new NetworkException(
                    Kind.IN_USE,
                    "%s is on bridge %s".formatted(nic, link.bridge().get()));
        }
        if (link.carriesHost()) {
            throw new NetworkException(
                    Kind.UNSAFE,
                    "%s has addresses or default routes of this host, which would stop working".formatted(nic));
        }
    }

    private void removeAfter(RuntimeException failure, LinkName made) {
        try {
            removeIfThere(made);
        } catch (NetworkException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    @Override
    public void removeBridge(LinkName bridge) {
        checkInterrupt();
        synchronized (bridges) {
            Optional<HostInterface> present = interfaces.find(bridge);
            if (present.isEmpty()
                    || !present.get().ours()
                    || !present.get().kind().equals("bridge")) {
                return;
            }
            long ports = interfaces.members(bridge).stream()
                    .filter(HostInterface::ours)
                    .count();
            if (ports > 0) {
                throw new NetworkException(Kind.IN_USE, "%s has %d ports of guests".formatted(bridge, ports));
            }
            removeIfThere(bridge);
        }
    }

    @Override
    public Attachment plug(BridgeSpec bridge, PortSpec port) {
        checkInterrupt();
        Surroundings seen = interfaces.around(bridge.name(), port.name());
        boolean right = seen.bridge()
                .filter(there -> there.kind().equals("bridge"))
                .filter(there -> !there.ours()
                        || corrections(there, seen.members(), bridge).isEmpty())
                .isPresent();
        if (!right) {
            ensureBridge(bridge);
        }
        return plug(port, seen.port());
    }

    @Override
    public Attachment plug(PortSpec port) {
        checkInterrupt();
        return plug(port, interfaces.find(port.name()));
    }

    private Attachment plug(PortSpec port, Optional<HostInterface> present) {
        if (port.ownerUid() < 0) {
            throw new NetworkException(Kind.INVALID, "%d is no user's id".formatted(port.ownerUid()));
        }
        boolean there = isOurs(port.name(), present);
        var lines = new ArrayList<String>();
        if (!there) {
            lines.add("tuntap add dev %s mode tap user %d".formatted(port.name(), port.ownerUid()));
            lines.add("link set dev %s alias %s".formatted(port.name(), HostInterfaces.mark(port.keeper())));
        }
        lines.add("link set dev %s mtu %d address %s addrgenmode none master %s up"
                .formatted(port.name(), port.mtu().bytes(), PORT_MAC, port.bridge()));
        try {
            ip.change(lines);
        } catch (NetworkException failure) {
            if (!there && isPort(port.name())) {
                removeAfter(failure, port.name());
            }
            throw failure;
        }
        made.add(port.name());
        return new Attachment.Tap(port.name());
    }

    /** Whether the interface is there and ours; fails if it is there and somebody else's. */
    private static boolean isOurs(LinkName port, Optional<HostInterface> present) {
        if (present.isPresent() && !isPort(present.get())) {
            throw new NetworkException(Kind.EXISTS, "%s is there and is no port of a guest".formatted(port));
        }
        return present.isPresent();
    }

    private static boolean isPort(HostInterface link) {
        return link.ours() && link.kind().equals("tun");
    }

    /** Whether there is a tap of ours with that name. */
    private boolean isPort(LinkName name) {
        return interfaces.find(name).filter(BridgeBackend::isPort).isPresent();
    }

    @Override
    public void unplug(LinkName port) {
        checkInterrupt();
        if (made.remove(port) || isPort(port)) {
            removeIfThere(port);
        }
    }

    @Override
    public Set<LinkName> idlePorts(UUID keeper) {
        return interfaces.idleTaps(keeper);
    }

    private void removeIfThere(LinkName name) {
        try {
            ip.change(List.of("link del dev " + name));
        } catch (NetworkException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public void join(LinkName port, LinkName bridge) {
        checkInterrupt();
        if (!isOurs(port, interfaces.find(port))) {
            throw new NetworkException(Kind.NOT_FOUND, "there is no port " + port);
        }
        ip.change(List.of("link set dev %s master %s up".formatted(port, bridge)));
    }

    @Override
    public void leave(LinkName port) {
        checkInterrupt();
        if (isPort(port)) {
            // down, or the guest would talk to the host itself
            ip.change(List.of("link set dev %s nomaster down".formatted(port)));
        }
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new NetworkException(Kind.CANCELLED, "interrupted");
        }
    }
}
