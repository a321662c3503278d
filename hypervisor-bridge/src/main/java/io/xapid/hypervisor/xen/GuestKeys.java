package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.bridge.Printable;
import io.xapid.hypervisor.xen.store.StoreView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a guest's agent writes into xenstore about itself: the names are those that the agents of XenServer and XCP-ng use.
 */
final class GuestKeys {
    private static final int LONGEST = 256;
    private static final int MOST_ADDRESSES = 16;
    private static final String CONNECTED = "4";
    private static final Map<String, String> FACTS = Map.of(
            "id", "data/os_distro",
            "kernel", "data/os_uname",
            "hostname", "data/host_name");

    private final StoreView store;
    private final String home;

    /** @param home where the guest's entries are */
    GuestKeys(StoreView store, String home) {
        this.store = store;
        this.home = home;
    }

    /** The report; empty if no agent has said that it is there. */
    Optional<GuestReport> report(DomainSpec spec, Clock clock) {
        if (read("data/updated").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new GuestReport(
                system(), addresses(spec), kib("data/meminfo_total"), kib("data/meminfo_free"), clock.instant()));
    }

    private Map<String, String> system() {
        var facts = new HashMap<String, String>();
        read("data/os_name").ifPresent(name -> facts.put("name", name.split("\\|", 2)[0]));
        String version = read("data/os_majorver").orElse("")
                + read("data/os_minorver").map(minor -> "." + minor).orElse("");
        if (!version.isEmpty()) {
            facts.put("version", version);
        }
        FACTS.forEach((fact, key) -> read(key).ifPresent(value -> facts.put(fact, value)));
        return facts;
    }

    private Map<String, List<String>> addresses(DomainSpec spec) {
        var found = new HashMap<String, List<String>>();
        for (Nic nic : spec.nics()) {
            if (read("device/vif/" + nic.slot() + "/state").equals(Optional.of(CONNECTED))) {
                found.put(nic.mac(), addresses("attr/vif/" + nic.slot()));
            }
        }
        return found;
    }

    private List<String> addresses(String vif) {
        var found = new ArrayList<String>();
        for (String family : List.of("/ipv4", "/ipv6")) {
            store.list(home + "/" + vif + family).stream()
                    .filter(number -> number.matches("[0-9]{1,3}"))
                    .sorted()
                    .limit(MOST_ADDRESSES)
                    .flatMap(number -> read(vif + family + "/" + number).stream())
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private OptionalLong kib(String key) {
        Optional<String> value = read(key).filter(text -> text.matches("[0-9]{1,12}"));
        return value.isPresent() ? OptionalLong.of(Long.parseLong(value.get()) << 10) : OptionalLong.empty();
    }

    private Optional<String> read(String key) {
        return store.read(home + "/" + key).map(value -> Printable.of(value.strip(), LONGEST));
    }
}
