package io.xapid.network.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.network.Counters;
import io.xapid.network.HostInterface;
import io.xapid.network.HostInterface.Address;
import io.xapid.network.HostInterface.Duplex;
import io.xapid.network.HostInterface.Hardware;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkException;
import io.xapid.network.NetworkException.Kind;
import io.xapid.network.NetworkState;
import io.xapid.network.NetworkState.Bridge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The network interfaces of this host, asked of the kernel each time. Needs no privilege. */
public final class HostInterfaces {
    /** What the daemon writes on an interface that it makes; on some followed by whose it is. */
    public static final String MARK = "xapid";

    private static final String KEPT = MARK + ":";

    private final IpTool ip;
    private final SystemFiles files;

    public HostInterfaces(IpTool ip, SystemFiles files) {
        this.ip = ip;
        this.files = files;
    }

    /** What is written on an interface that is somebody's. */
    public static String mark(UUID keeper) {
        return KEPT + keeper;
    }

    /** Those of this host, with the system's files where Linux has them. */
    public static HostInterfaces ofHost() {
        return new HostInterfaces(IpTool.ofHost(), SystemFiles.ofHost());
    }

    /** The NICs: hardware, or what a hypervisor below passes off as such; not what was made by software here. */
    public List<HostInterface> physical() {
        return all().stream().filter(HostInterface::physical).toList();
    }

    /** Every interface but the loopback. */
    public List<HostInterface> all() {
        var gateways = new HashMap<String, List<String>>();
        gatewaysInto(gateways, ip.ask("-4", "route", "show", "default"));
        gatewaysInto(gateways, ip.ask("-6", "route", "show", "default"));
        var found = new ArrayList<HostInterface>();
        for (JsonNode link : ip.ask("addr", "show")) {
            read(link, gateways).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** One interface, without its addresses and gateways, if it is there. Faster than asking for all. */
    public Optional<HostInterface> find(LinkName name) {
        try {
            return links(ip.ask("link", "show", "dev", name.text())).stream().findAny();
        } catch (NetworkException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * A bridge, what is on it, and one interface besides, all seen at about the same time; without their addresses and
     * gateways.
     *
     * @param members empty where the bridge is not there
     */
    public record Surroundings(
            Optional<HostInterface> bridge, List<HostInterface> members, Optional<HostInterface> port) {}

    /** What a port that is to be on a bridge will find there. One question to the system, not three. */
    public Surroundings around(LinkName bridge, LinkName port) {
        var found = new LinkedHashMap<LinkName, HostInterface>(); // a port on the bridge is told of twice
        var questions = List.of("link show dev " + bridge, "link show dev " + port, "link show master " + bridge);
        for (JsonNode link : ip.askAll(questions)) {
            read(link, Map.of()).ifPresent(each -> found.put(each.name(), each));
        }
        return new Surroundings(
                Optional.ofNullable(found.get(bridge)),
                found.values().stream()
                        .filter(link -> link.bridge().equals(Optional.of(bridge)))
                        .toList(),
                Optional.ofNullable(found.get(port)));
    }

    /** The members of a bridge, without their addresses and gateways. */
    public List<HostInterface> members(LinkName bridge) {
        return links(ip.ask("link", "show", "master", bridge.text()));
    }

    /** Taps with this keeper's mark that no program is seen to have open. */
    public Set<LinkName> idleTaps(UUID keeper) {
        String mark = mark(keeper);
        return StreamSupport.stream(ip.ask("link", "show", "type", "tun").spliterator(), false)
                .filter(link -> link.path("ifalias").asText().equals(mark))
                .flatMap(link -> read(link, Map.of()).stream())
                .filter(tap -> !tap.carrier())
                .map(HostInterface::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isMarked(JsonNode link) {
        String alias = link.path("ifalias").asText();
        return alias.equals(MARK) || alias.startsWith(KEPT);
    }

    private List<HostInterface> links(JsonNode answer) {
        var found = new ArrayList<HostInterface>();
        answer.forEach(link -> read(link, Map.of()).ifPresent(found::add));
        return found;
    }

    /** Interfaces and bridges together. */
    public NetworkState state() {
        List<HostInterface> all = all();
        var bridges = new ArrayList<Bridge>();
        for (HostInterface link : all) {
            if (link.kind().equals("bridge")) {
                bridges.add(new Bridge(
                        link.name(),
                        link.mtuBytes(),
                        link.up(),
                        link.ours(),
                        members(all, link.name(), false),
                        members(all, link.name(), true)));
            }
        }
        return new NetworkState(all, bridges, files.dns());
    }

    private static List<LinkName> members(List<HostInterface> all, LinkName bridge, boolean ours) {
        return all.stream()
                .filter(link -> link.bridge().equals(Optional.of(bridge)) && link.ours() == ours)
                .map(HostInterface::name)
                .toList();
    }

    /** What has passed through every interface. */
    public Map<LinkName, Counters> counters() {
        var found = new HashMap<LinkName, Counters>();
        for (JsonNode link : ip.ask("-s", "link", "show")) {
            JsonNode received = link.path("stats64").path("rx");
            JsonNode sent = link.path("stats64").path("tx");
            name(link)
                    .ifPresent(name -> found.put(
                            name,
                            new Counters(
                                    received.path("bytes").asLong(),
                                    received.path("packets").asLong(),
                                    received.path("errors").asLong(),
                                    received.path("dropped").asLong(),
                                    sent.path("bytes").asLong(),
                                    sent.path("packets").asLong(),
                                    sent.path("errors").asLong(),
                                    sent.path("dropped").asLong())));
        }
        return Map.copyOf(found);
    }

    private static void gatewaysInto(Map<String, List<String>> gateways, JsonNode routes) {
        for (JsonNode route : routes) {
            if (route.has("gateway") && route.has("dev")) {
                gateways.computeIfAbsent(route.get("dev").asText(), dev -> new ArrayList<>())
                        .add(route.get("gateway").asText());
            }
        }
    }

    private Optional<HostInterface> read(JsonNode link, Map<String, List<String>> gateways) {
        Optional<LinkName> name = name(link);
        if (name.isEmpty() || link.path("link_type").asText().equals("loopback")) {
            return Optional.empty();
        }
        String kind = link.path("linkinfo").path("info_kind").asText();
        Optional<Hardware> hardware = kind.isEmpty() && link.has("parentbus")
                ? Optional.of(files.hardware(name.get(), link.path("parentbus").asText()))
                : Optional.empty();
        List<String> flags = texts(link.path("flags"));
        boolean ethernet = link.path("link_type").asText().equals("ether");
        return Optional.of(new HostInterface(
                name.get(),
                kind,
                ethernet ? link.path("address").asText().toLowerCase(Locale.ROOT) : "",
                link.path("mtu").asInt(),
                flags.contains("UP"),
                flags.contains("LOWER_UP"),
                hardware.isPresent() ? files.speedMbps(name.get()) : 0,
                hardware.isPresent() ? files.duplex(name.get()) : Duplex.UNKNOWN,
                bridge(link),
                isMarked(link),
                hardware,
                addresses(link.path("addr_info")),
                gateways.getOrDefault(name.get().text(), List.of())));
    }

    /** Interfaces with names that we would not give cannot be spoken of, and are left out. */
    private static Optional<LinkName> name(JsonNode link) {
        return Optional.of(link.path("ifname").asText())
                .filter(LinkName::isValid)
                .map(LinkName::new);
    }

    private static Optional<LinkName> bridge(JsonNode link) {
        boolean member = link.path("linkinfo").path("info_slave_kind").asText().equals("bridge");
        return Optional.of(link.path("master").asText())
                .filter(master -> member && LinkName.isValid(master))
                .map(LinkName::new);
    }

    private static List<Address> addresses(JsonNode infos) {
        var found = new ArrayList<Address>();
        for (JsonNode info : infos) {
            found.add(new Address(
                    info.path("local").asText(),
                    info.path("prefixlen").asInt(),
                    info.path("family").asText().equals("inet6"),
                    info.path("scope").asText().equals("link"),
                    info.path("dynamic").asBoolean()));
        }
        return found;
    }

    private static List<String> texts(JsonNode array) {
        var found = new ArrayList<String>();
        array.forEach(each -> found.add(each.asText()));
        return found;
    }
}
