package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.system.XmlCaller.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What programs on the Java SDK send: CloudStack's discovery of a host, and structs with every field of a class. */
@ExtendWith(SharedDaemon.class)
class JavaSdkReplayTest {
    private static final String NULL = "OpaqueRef:NULL";

    private final RealDaemon daemon;
    private XmlCaller sdk;

    JavaSdkReplayTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        sdk = new XmlCaller(daemon.httpsUrl(), XmlCaller.Writing.JAVA);
        sdk.login("root", daemon.password(), "2.2", "CloudStack");
    }

    @AfterEach
    void disconnect() throws Exception {
        sdk.call("session.logout");
        sdk.close();
    }

    @Test
    void learnsTheVersionAfterEachLogin() throws Exception {
        String host = sdk.text("session.get_this_host", sdk.session());
        assertThat(sdk.text("host.get_API_version_major", host)).isEqualTo("2");
        assertThat(sdk.text("session.get_this_host", sdk.session())).isEqualTo(host);
        assertThat(sdk.text("host.get_API_version_minor", host)).matches("\\d+");
    }

    @Test
    void cloudStackDiscoversTheHost() throws Exception {
        String host = sdk.text("session.get_this_host", sdk.session());
        String uuid = sdk.text("host.get_uuid", host);
        JsonNode pools = sdk.call("pool.get_all");
        assertThat(pools).hasSize(1);
        assertThat(sdk.call("pool.get_record", pools.get(0).textValue())
                        .get("master")
                        .textValue())
                .isEqualTo(host);
        JsonNode record = sdk.call("host.get_all_records").get(host);
        assertThat(record.get("uuid").textValue()).isEqualTo(uuid);
        assertThat(record.get("address").textValue()).isNotEmpty();
        assertThat(record.get("hostname").textValue()).isNotEmpty();
        assertThat(record.get("capabilities"))
                .anyMatch(capability -> capability.textValue().contains("hvm"));
        assertThat(record.get("patches").isArray()).isTrue();
        assertThat(record.get("software_version").get("product_version").textValue())
                .matches("\\d+(\\.\\d+)+");
        assertThat(record.get("software_version").fieldNames()).toIterable().contains("product_brand", "linux");

        String found = sdk.text("host.get_by_uuid", uuid); // before each use of a pooled connection
        assertThat(sdk.call("host.get_enabled", found).booleanValue()).isTrue();
        assertThat(sdk.refusal("host.call_plugin", host, "vmops", "setupServer", Map.of()))
                .startsWith("XENAPI_MISSING_PLUGIN");
    }

    @Test
    void takesWholeRecordsWithAllThatIsNotSet() throws Exception {
        String pool = sdk.call("pool.get_all").get(0).textValue();
        String network = sdk.text("network.create", networkRecord());
        String vm = sdk.text("VM.create", vmRecord());
        String vdi = sdk.text("VDI.create", diskRecord(sdk.text("pool.get_default_SR", pool)));
        String vbd = sdk.text("VBD.create", driveRecord(vm, vdi));
        String vif = sdk.text("VIF.create", nicRecord(vm, network));

        JsonNode made = sdk.call("VM.get_record", vm);
        assertThat(made.get("name_label").textValue()).isEqualTo("whole record");
        assertThat(made.get("uuid").textValue()).hasSize(36); // not the one it was given
        assertThat(made.get("power_state").textValue()).isEqualTo("Halted");
        assertThat(made.get("memory_static_max").textValue()).isEqualTo("134217728");
        assertThat(made.get("snapshot_time").textValue()).isEqualTo("19700101T00:00:00Z");
        assertThat(made.get("VBDs")).hasSize(1);
        assertThat(sdk.call("VDI.get_record", vdi).get("physical_utilisation").textValue())
                .matches("\\d+");
        assertThat(sdk.call("VBD.get_record", vbd).get("currently_attached").booleanValue())
                .isFalse();
        assertThat(sdk.text("VIF.get_MAC", vif)).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
        sdk.call("VM.destroy", vm);
        sdk.call("VDI.destroy", vdi);
        sdk.call("network.destroy", network);
    }

    private static Map<String, Object> unset(String texts, String references, String lists, String maps) {
        var values = new HashMap<String, Object>();
        each(texts, values, "");
        each(references, values, NULL);
        each(lists, values, List.of());
        each(maps, values, Map.of());
        return values;
    }

    private static void each(String names, Map<String, Object> values, Object value) {
        for (String name : names.split(" ")) {
            values.put(name, value);
        }
    }

    private static Map<String, Object> networkRecord() {
        var values = unset(
                "uuid name_label name_description bridge",
                "placeholder_of_another_version",
                "allowed_operations VIFs PIFs tags purpose",
                "current_operations other_config blobs assigned_ips");
        each("MTU", values, 1500L);
        each("managed", values, true);
        each("default_locking_mode", values, "unlocked");
        values.put("name_label", "whole record");
        return values;
    }

    private static Map<String, Object> vmRecord() {
        var values = unset(
                "uuid name_description PV_bootloader PV_kernel PV_ramdisk PV_args PV_bootloader_args PV_legacy_args "
                        + "PCI_bus last_booted_record recommendations transportable_snapshot_id "
                        + "snapshot_metadata generation_id reference_label HVM_boot_policy ha_restart_priority",
                "suspend_VDI resident_on scheduled_to_be_resident_on affinity guest_metrics metrics snapshot_of "
                        + "protection_policy snapshot_schedule appliance parent suspend_SR",
                "allowed_operations consoles VIFs VBDs VUSBs crash_dumps VTPMs snapshots tags children VGPUs "
                        + "attached_PCIs groups pending_guidances",
                "current_operations VCPUs_params platform last_boot_CPU_flags xenstore_data blobs "
                        + "snapshot_info blocked_operations bios_strings NVRAM HVM_boot_params other_config");
        each("user_version start_delay shutdown_delay order version", values, 0L);
        each("memory_overhead memory_target memory_static_min domid hardware_platform_version", values, 0L);
        each("memory_static_max memory_dynamic_max memory_dynamic_min", values, 134217728L);
        each("VCPUs_max VCPUs_at_startup", values, 1L);
        each("is_a_template is_default_template is_control_domain is_a_snapshot", values, false);
        each("ha_always_run is_snapshot_from_vmpp is_vmss_snapshot has_vendor_device", values, false);
        each("requires_reboot", values, false);
        values.put("name_label", "whole record");
        values.put("power_state", "UNRECOGNIZED");
        values.put("domain_type", "UNRECOGNIZED");
        each("actions_after_shutdown actions_after_softreboot", values, "destroy");
        each("actions_after_reboot actions_after_crash", values, "restart");
        values.put("HVM_shadow_multiplier", 1.0);
        values.put("snapshot_time", new Date("19700101T00:00:00"));
        return values;
    }

    private static Map<String, Object> diskRecord(String sr) {
        var values = unset(
                "uuid name_description location",
                "parent snapshot_of metadata_of_pool",
                "allowed_operations VBDs crash_dumps snapshots tags",
                "current_operations other_config xenstore_data sm_config");
        each("physical_utilisation", values, 0L);
        each("virtual_size", values, 16777216L);
        each("sharable read_only storage_lock managed missing is_a_snapshot allow_caching", values, false);
        each("metadata_latest is_tools_iso cbt_enabled", values, false);
        values.putAll(Map.of("name_label", "whole record", "SR", sr, "type", "user", "on_boot", "persist"));
        values.put("snapshot_time", new Date("19700101T00:00:00"));
        return values;
    }

    private static Map<String, Object> driveRecord(String vm, String vdi) {
        var values = unset(
                "uuid device status_detail qos_algorithm_type",
                "metrics",
                "allowed_operations qos_supported_algorithms",
                "current_operations other_config runtime_properties qos_algorithm_params");
        each("storage_lock empty bootable unpluggable currently_attached", values, false);
        each("status_code", values, 0L);
        values.putAll(Map.of("VM", vm, "VDI", vdi, "userdevice", "0", "mode", "RW", "type", "Disk"));
        return values;
    }

    private static Map<String, Object> nicRecord(String vm, String network) {
        var values = unset(
                "uuid status_detail qos_algorithm_type MAC ipv4_gateway ipv6_gateway",
                "metrics reserved_pci",
                "allowed_operations qos_supported_algorithms ipv4_allowed ipv6_allowed ipv4_addresses ipv6_addresses",
                "current_operations other_config runtime_properties qos_algorithm_params");
        each("MTU", values, 1500L);
        each("status_code", values, 0L);
        each("currently_attached MAC_autogenerated", values, false);
        values.putAll(Map.of("VM", vm, "network", network, "device", "0", "locking_mode", "network_default"));
        values.putAll(Map.of("ipv4_configuration_mode", "None", "ipv6_configuration_mode", "None"));
        return values;
    }
}
