package io.xapid.network.simulator;

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
import io.xapid.network.NetworkState.Bridge;
import io.xapid.network.NetworkState.Dns;
import io.xapid.network.PortSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A host's network without a kernel. It keeps the rules; nothing passes through it. */
public final class SimulatedNetwork implements NetworkBackend {
    private static final Counters NOTHING = new Counters(0, 0, 0, 0, 0, 0, 0, 0);

    private final Map<LinkName, HostInterface> nics = new LinkedHashMap<>();
    private final Map<LinkName, BridgeSpec> bridges = new LinkedHashMap<>();
    private final Map<LinkName, Optional<LinkName>> ports = new LinkedHashMap<>();
    private final Map<LinkName, UUID> keepers = new LinkedHashMap<>();

    /** @param nics the NICs that the host has */
    public SimulatedNetwork(List<HostInterface> nics) {
        nics.forEach(nic -> this.nics.put(nic.name(), nic));
    }

    @Override
    public NetworkCapabilities capabilities() {
        return new NetworkCapabilities("simulator", true, "nothing passes through a simulated network");
    }

    @Override
    public synchronized NetworkState state() {
        var links = new ArrayList<HostInterface>();
        nics.values().forEach(nic -> links.add(onBridge(nic, uplinkOf(nic.name()))));
        bridges.values()
                .forEach(bridge ->
                        links.add(made(bridge.name(), "bridge", bridge.mtu().bytes(), Optional.empty())));
        ports.forEach((port, bridge) -> links.add(made(port, "tun", 1_500, bridge)));
        var found = new ArrayList<Bridge>();
        bridges.forEach((name, bridge) -> found.add(new Bridge(
                name, bridge.mtu().bytes(), true, true, bridge.uplink().stream().toList(), portsOf(name))));
        return new NetworkState(links, found, new Dns(List.of(), List.of()));
    }

    private Optional<LinkName> uplinkOf(LinkName nic) {
        return bridges.values().stream()
                .filter(bridge -> bridge.uplink().equals(Optional.of(nic)))
                .map(BridgeSpec::name)
                .findAny();
    }

    private List<LinkName> portsOf(LinkName bridge) {
        return ports.entrySet().stream()
                .filter(port -> port.getValue().equals(Optional.of(bridge)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static HostInterface onBridge(HostInterface nic, Optional<LinkName> bridge) {
        return new HostInterface(
                nic.name(),
                nic.kind(),
                nic.mac(),
                nic.mtuBytes(),
                nic.up(),
                nic.carrier(),
                nic.speedMbps(),
                nic.duplex(),
                bridge,
                nic.ours(),
                nic.hardware(),
                nic.addresses(),
                nic.gateways());
    }

    private static HostInterface made(LinkName name, String kind, int mtuBytes, Optional<LinkName> bridge) {
        return new HostInterface(
                name,
                kind,
                "fe:ff:ff:ff:ff:ff",
                mtuBytes,
                true,
                true,
                0,
                HostInterface.Duplex.UNKNOWN,
                bridge,
                true,
                Optional.empty(),
                List.of(),
                List.of());
    }

    @Override
    public synchronized void ensureBridge(BridgeSpec spec) {
        if (nics.containsKey(spec.name()) || ports.containsKey(spec.name())) {
            throw new NetworkException(Kind.EXISTS, "%s is there and is no bridge".formatted(spec.name()));
        }
        spec.uplink().ifPresent(nic -> checkUplink(nic, spec.name()));
        bridges.put(spec.name(), spec);
    }

    private void checkUplink(LinkName nic, LinkName bridge) {
        if (bridges.containsKey(nic) || ports.containsKey(nic)) {
            throw new NetworkException(Kind.INVALID, "%s cannot be an uplink".formatted(nic));
        }
        HostInterface link = nics.get(nic);
        if (link == null) {
            throw new NetworkException(Kind.NOT_FOUND, "there is no NIC " + nic);
        }
        if (uplinkOf(nic).filter(other -> !other.equals(bridge)).isPresent()) {
            throw new NetworkException(Kind.IN_USE, "%s is on another bridge".formatted(nic));
        }
        if (link.carriesHost()) {
            throw new NetworkException(Kind.UNSAFE, "%s has addresses of this host".formatted(nic));
        }
    }

    @Override
    public synchronized void removeBridge(LinkName bridge) {
        if (!portsOf(bridge).isEmpty()) {
            throw new NetworkException(Kind.IN_USE, "%s has ports of guests".formatted(bridge));
        }
        bridges.remove(bridge);
    }

    @Override
    public synchronized Attachment plug(PortSpec port) {
        if (port.ownerUid() < 0) {
            throw new NetworkException(Kind.INVALID, "%d is no user's id".formatted(port.ownerUid()));
        }
        if (nics.containsKey(port.name()) || bridges.containsKey(port.name())) {
            throw new NetworkException(Kind.EXISTS, "%s is there and is no port of a guest".formatted(port.name()));
        }
        requireBridge(port.bridge());
        ports.put(port.name(), Optional.of(port.bridge()));
        keepers.putIfAbsent(port.name(), port.keeper());
        return new Attachment.Tap(port.name());
    }

    private void requireBridge(LinkName bridge) {
        if (!bridges.containsKey(bridge)) {
            throw new NetworkException(Kind.NOT_FOUND, "there is no bridge " + bridge);
        }
    }

    @Override
    public synchronized void unplug(LinkName port) {
        ports.remove(port);
        keepers.remove(port);
    }

    /** Guests open none: they are simulated too. */
    @Override
    public synchronized Set<LinkName> idlePorts(UUID keeper) {
        return keepers.entrySet().stream()
                .filter(port -> port.getValue().equals(keeper))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized void join(LinkName port, LinkName bridge) {
        if (nics.containsKey(port)) {
            throw new NetworkException(Kind.EXISTS, "%s is there and is no port of a guest".formatted(port));
        }
        if (!ports.containsKey(port)) {
            throw new NetworkException(Kind.NOT_FOUND, "there is no port " + port);
        }
        requireBridge(bridge);
        ports.put(port, Optional.of(bridge));
    }

    @Override
    public synchronized void leave(LinkName port) {
        ports.computeIfPresent(port, (name, bridge) -> Optional.empty());
    }

    @Override
    public synchronized Map<LinkName, Counters> counters() {
        var found = new LinkedHashMap<LinkName, Counters>();
        state().interfaces().forEach(link -> found.put(link.name(), NOTHING));
        return Map.copyOf(found);
    }
}
