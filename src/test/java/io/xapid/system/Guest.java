package io.xapid.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small Linux guest with a disk and an interface, made for one test. */
final class Guest {
    private static final long DISK_BYTES = 16L << 20;
    private static final String NULL = "OpaqueRef:NULL";

    private final ApiClient client;
    private final String vm;
    private final String disk;
    private final String drive;
    private final String nic;

    private Guest(ApiClient client, String vm, String disk, String drive, String nic) {
        this.client = client;
        this.vm = vm;
        this.disk = disk;
        this.drive = drive;
        this.nic = nic;
    }

    /** Makes one of that name; it is halted. */
    static Guest made(ApiClient client, String name) throws Exception {
        String template =
                client.call("VM.get_by_name_label", "Tiny Linux").get(0).asText();
        String pool = client.call("pool.get_all").get(0).asText();
        String sr = client.call("pool.get_default_SR", pool).asText();
        String network = client.call("network.get_all").get(0).asText();
        String vm = client.call("VM.clone", template, name).asText();
        client.call("VM.provision", vm);
        String disk = client.call("VDI.create", disk(name + " disk", sr)).asText();
        String drive = client.call("VBD.create", drive(vm, disk)).asText();
        String nic = client.call("VIF.create", nic(vm, network)).asText();
        return new Guest(client, vm, disk, drive, nic);
    }

    static Map<String, Object> disk(String name, String sr) {
        return Map.of(
                "name_label",
                name,
                "SR",
                sr,
                "virtual_size",
                DISK_BYTES,
                "type",
                "user",
                "sharable",
                false,
                "read_only",
                false,
                "other_config",
                Map.of());
    }

    private static Map<String, Object> drive(String vm, String disk) {
        var values = new HashMap<String, Object>(Map.of("VM", vm, "VDI", disk, "userdevice", "1"));
        values.putAll(Map.of("type", "Disk", "mode", "RW", "bootable", false, "empty", false));
        values.putAll(withoutExtras());
        return values;
    }

    private static Map<String, Object> nic(String vm, String network) {
        var values = new HashMap<String, Object>(Map.of("VM", vm, "network", network, "device", "0"));
        values.putAll(Map.of("MAC", "", "MTU", 1500));
        values.putAll(withoutExtras());
        return values;
    }

    private static Map<String, Object> withoutExtras() {
        return Map.of("other_config", Map.of(), "qos_algorithm_type", "", "qos_algorithm_params", Map.of());
    }

    /** The same guest, seen through another connection. */
    Guest through(ApiClient other) {
        return new Guest(other, vm, disk, drive, nic);
    }

    String ref() {
        return vm;
    }

    String uuid() throws Exception {
        return client.call("VM.get_uuid", vm).asText();
    }

    String disk() {
        return disk;
    }

    String powerState() throws Exception {
        return client.call("VM.get_power_state", vm).asText();
    }

    /** Boots it, and waits until it says something of itself. */
    void boot() throws Exception {
        client.call("VM.start", vm, false, false);
        ApiClient.until("the guest reports", this::reports);
    }

    boolean reports() throws Exception {
        String metrics = client.call("VM.get_guest_metrics", vm).asText();
        return !metrics.equals(NULL)
                && !client.call("VM_guest_metrics.get_os_version", metrics).isEmpty();
    }

    boolean isAttached() throws Exception {
        return client.call("VBD.get_currently_attached", drive).asBoolean()
                && client.call("VIF.get_currently_attached", nic).asBoolean();
    }

    JsonNode currentOperations() throws Exception {
        return client.call("VM.get_current_operations", vm);
    }

    /** Removes it with its devices; it must be halted. */
    void destroy() throws Exception {
        for (String device : List.of("VBD.destroy " + drive, "VIF.destroy " + nic, "VDI.destroy " + disk)) {
            client.call(device.split(" ")[0], device.split(" ")[1]);
        }
        client.call("VM.destroy", vm);
    }
}
