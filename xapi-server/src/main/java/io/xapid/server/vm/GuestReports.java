package io.xapid.server.vm;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.GuestReport;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Tristate;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a guest says about itself.
 *
 * <p>A guest that says anything has a driver for the port it says it through, and something that takes requests to shut
 * down and to restart: from that follow the features that operations ask for.
 */
final class GuestReports {
    private static final String YES = "1";

    private final Capabilities capabilities;

    GuestReports(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** Writes what differs from what is known; the time alone makes no difference. */
    void write(Transaction transaction, Row<Vm> vm, GuestReport report) {
        Map<Field<VmGuestMetrics, ?>, Object> values = values(transaction, vm, report);
        Row<VmGuestMetrics> known = transaction.get(VmGuestMetrics.CLASS, vm.get(Vm.GUEST_METRICS));
        if (known == null) {
            values.put(VmGuestMetrics.LAST_UPDATED, transaction.now());
            Ref<VmGuestMetrics> made = transaction.insert(VmGuestMetrics.CLASS, values);
            transaction.set(Vm.CLASS, vm.ref(), Vm.GUEST_METRICS, made);
            DeviceRecords.touchAll(transaction, vm);
        } else if (values.entrySet().stream().anyMatch(entry -> differs(known, entry.getKey(), entry.getValue()))) {
            values.forEach((field, value) -> set(transaction, known.ref(), field, value));
            transaction.set(VmGuestMetrics.CLASS, known.ref(), VmGuestMetrics.LAST_UPDATED, transaction.now());
            transaction.touch(Vm.CLASS, vm.ref());
        }
    }

    private Map<Field<VmGuestMetrics, ?>, Object> values(Transaction transaction, Row<Vm> vm, GuestReport report) {
        var values = new HashMap<Field<VmGuestMetrics, ?>, Object>();
        values.put(VmGuestMetrics.LIVE, true);
        values.put(VmGuestMetrics.OS_VERSION, system(report.os()));
        values.put(VmGuestMetrics.OTHER, features());
        values.put(VmGuestMetrics.PV_DRIVERS_DETECTED, true);
        values.put(VmGuestMetrics.PV_DRIVERS_UP_TO_DATE, true);
        values.put(VmGuestMetrics.CAN_USE_HOTPLUG_VBD, ability(Feature.DISK_HOTPLUG));
        values.put(VmGuestMetrics.CAN_USE_HOTPLUG_VIF, ability(Feature.NIC_HOTPLUG));
        values.put(VmGuestMetrics.NETWORKS, networks(transaction, vm, report.addresses()));
        return values;
    }

    private Tristate ability(Feature feature) {
        return capabilities.can(feature) ? Tristate.YES : Tristate.NO;
    }

    private Map<String, String> features() {
        var features = new TreeMap<String, String>();
        features.put("feature-shutdown", YES);
        features.put("feature-poweroff", YES);
        features.put("feature-reboot", YES);
        if (capabilities.can(Feature.SUSPEND)) {
            features.put("feature-suspend", YES);
        }
        if (capabilities.can(Feature.VCPU_HOTPLUG)) {
            features.put("feature-vcpu-hotplug", YES);
        }
        return features;
    }

    private static Map<String, String> system(Map<String, String> told) {
        var system = new TreeMap<String, String>();
        put(system, "name", told.get("name"));
        put(system, "distro", told.get("id"));
        put(system, "uname", told.get("kernel"));
        String[] version = told.getOrDefault("version", "").split("\\.", -1);
        put(system, "major", version[0]);
        put(system, "minor", version.length > 1 ? version[1] : "");
        return system;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            map.put(key, value);
        }
    }

    /** Addresses by the position of the interface, as clients look for them. */
    private static Map<String, String> networks(
            Transaction transaction, Row<Vm> vm, Map<String, List<String>> addresses) {
        var networks = new TreeMap<String, String>();
        for (Ref<Vif> ref : vm.get(Vm.VIFS)) {
            Row<Vif> vif = transaction.get(Vif.CLASS, ref);
            if (vif == null) {
                continue;
            }
            String device = vif.get(Vif.DEVICE);
            int ofFour = 0;
            int ofSix = 0;
            for (String address : addresses.getOrDefault(vif.get(Vif.MAC).toLowerCase(Locale.ROOT), List.of())) {
                if (address.contains(":")) {
                    networks.put(device + "/ipv6/" + ofSix++, address);
                } else {
                    networks.putIfAbsent(device + "/ip", address);
                    networks.put(device + "/ipv4/" + ofFour++, address);
                }
            }
        }
        return networks;
    }

    private static <T> boolean differs(Row<VmGuestMetrics> known, Field<VmGuestMetrics, T> field, Object value) {
        return !known.get(field).equals(value);
    }

    @SuppressWarnings("unchecked") // values() puts each value under a field of its type
    private static <T> void set(
            Transaction transaction, Ref<VmGuestMetrics> ref, Field<VmGuestMetrics, T> field, Object value) {
        transaction.set(VmGuestMetrics.CLASS, ref, field, (T) value);
    }
}
