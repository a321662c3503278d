package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Ansible's modules for guests send, through XenAPI.py; all their numbers are strings. */
@ExtendWith(SharedDaemon.class)
class AnsibleReplayTest {
    private static final String NULL = "OpaqueRef:NULL";

    private final RealDaemon daemon;
    private XmlCaller ansible;
    private String pool;

    AnsibleReplayTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        ansible = new XmlCaller(daemon.url(), XmlCaller.Writing.PYTHON);
        ansible.login("root", daemon.password(), "1.0", "Ansible");
        pool = ansible.call("pool.get_all").get(0).textValue();
    }

    @AfterEach
    void disconnect() throws Exception {
        ansible.call("session.logout");
        ansible.close();
    }

    @Test
    void readsANumericProductVersion() throws Exception {
        String host = ansible.text("session.get_this_host", ansible.session());
        String version = ansible.call("host.get_software_version", host)
                .get("product_version")
                .textValue();
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void deploysReconfiguresAndRemovesAGuest() throws Exception {
        String template = ansible.only("VM", "Tiny Linux");
        String uuid = ansible.text("VM.get_uuid", template);
        assertThat(ansible.text("VM.get_by_uuid", uuid)).isEqualTo(template);
        assertThat(ansible.text("VM.get_power_state", template)).isEqualTo("Halted");
        String sr = ansible.text("pool.get_default_SR", pool);

        String linked = ansible.text("VM.clone", template, "linked clone");
        String vm = ansible.text("VM.copy", template, "deployed", sr);
        for (String made : List.of(linked, vm)) {
            ansible.call("VM.set_name_description", made, "");
            withoutDisksOfTheTemplate(template, made);
            ansible.call("VM.provision", made);
            assertThat(ansible.call("VM.get_is_a_template", made).booleanValue())
                    .isFalse();
        }
        ansible.call("VM.destroy", linked);

        reconfigure(vm);
        String disk = addDisk(vm, sr);
        addNetwork(vm);
        withADisc(vm);
        power(vm);
        grow(disk);
        remove(vm, disk);
    }

    @Test
    void makesTheDisksThatATemplateNamesWhereTheGuestIsWanted() throws Exception {
        String sr = ansible.text("pool.get_default_SR", pool);
        String vm = ansible.text("VM.clone", ansible.only("VM", "Debian Bookworm 12"), "with disks");
        var other = otherConfig(vm);
        String disks = other.getOrDefault("disks", "");
        assertThat(disks).startsWith("<provision><disk ").contains("sr=\"\"");
        other.put("disks", disks.replace("sr=\"\"", "sr=\"" + ansible.text("SR.get_uuid", sr) + "\""));
        ansible.call("VM.set_other_config", vm, other);

        ansible.call("VM.provision", vm);

        JsonNode drives = ansible.call("VM.get_VBDs", vm);
        assertThat(drives).hasSize(1);
        String disk = ansible.text("VBD.get_VDI", drives.get(0).textValue());
        assertThat(ansible.text("VDI.get_SR", disk)).isEqualTo(sr);
        assertThat(disks).contains("size=\"" + ansible.text("VDI.get_virtual_size", disk) + "\"");
        assertThat(ansible.call("VM.get_other_config", vm).has("disks")).isFalse();
        ansible.call("VM.destroy", vm);
        ansible.call("VDI.destroy", disk);
    }

    /** Other templates say in other_config which disks to make, and no module wants those. */
    private void withoutDisksOfTheTemplate(String template, String vm) throws Exception {
        assertThat(ansible.call("VM.get_other_config", template).has("default_template"))
                .isTrue();
        var other = otherConfig(vm);
        other.remove("disks");
        ansible.call("VM.set_other_config", vm, other);
    }

    private Map<String, String> otherConfig(String vm) throws Exception {
        var other = new HashMap<String, String>();
        ansible.call("VM.get_other_config", vm)
                .properties()
                .forEach(entry -> other.put(entry.getKey(), entry.getValue().textValue()));
        return other;
    }

    private void reconfigure(String vm) throws Exception {
        ansible.call("VM.remove_from_other_config", vm, "folder");
        ansible.call("VM.add_to_other_config", vm, "folder", "/replay");
        ansible.call("VM.set_VCPUs_max", vm, "2");
        ansible.call("VM.set_VCPUs_at_startup", vm, "2");
        ansible.call("VM.remove_from_platform", vm, "cores-per-socket");
        ansible.call("VM.add_to_platform", vm, "cores-per-socket", "2");
        String memory = ansible.text("VM.get_memory_static_max", vm);
        assertThat(memory).matches("\\d+"); // a string on this wire
        ansible.call("VM.set_memory_limits", vm, memory, memory, memory, memory);
        String host = ansible.call("host.get_all").get(0).textValue();
        ansible.call("VM.set_affinity", vm, host);
        ansible.call("VM.set_affinity", vm, NULL);
        ansible.call("VM.remove_from_xenstore_data", vm, "vm-data/networks/0/name");
        ansible.call("VM.add_to_xenstore_data", vm, "vm-data/networks/0/name", "replay");
        JsonNode record = ansible.call("VM.get_record", vm);
        assertThat(record.get("VCPUs_max").textValue()).isEqualTo("2");
        assertThat(record.get("xenstore_data").get("vm-data/networks/0/name").textValue())
                .isEqualTo("replay");
    }

    private String addDisk(String vm, String sr) throws Exception {
        var disk = new HashMap<String, Object>(Map.of("name_label", "deployed-0", "name_description", "", "SR", sr));
        disk.putAll(Map.of("virtual_size", "16777216", "type", "user", "sharable", false, "read_only", false));
        disk.put("other_config", Map.of());
        String vdi = ansible.text("VDI.create", disk);
        JsonNode allowed = ansible.call("VM.get_allowed_VBD_devices", vm);
        ansible.call("VBD.create", drive(vm, vdi, allowed.get(0).textValue(), "Disk"));
        return vdi;
    }

    private static Map<String, Object> drive(String vm, String vdi, String device, String type) {
        boolean disk = type.equals("Disk");
        var drive = new HashMap<String, Object>(Map.of("VM", vm, "VDI", vdi, "userdevice", device, "type", type));
        drive.putAll(Map.of("bootable", false, "mode", disk ? "RW" : "RO", "empty", !disk));
        drive.putAll(Map.of("other_config", Map.of(), "qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        return drive;
    }

    private void addNetwork(String vm) throws Exception {
        String network = ansible.call("network.get_all").get(0).textValue();
        assertThat(ansible.call("network.get_by_name_label", ansible.text("network.get_name_label", network)))
                .isNotEmpty();
        var nic = new HashMap<String, Object>(Map.of("VM", vm, "network", network, "MAC", "52:54:00:12:34:56"));
        nic.put("device", ansible.call("VM.get_allowed_VIF_devices", vm).get(0).textValue());
        nic.put("MTU", ansible.text("network.get_MTU", network));
        nic.putAll(Map.of("other_config", Map.of(), "qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        String first = ansible.text("VIF.create", nic);
        assertThat(ansible.text("VIF.get_MAC", first)).isEqualTo("52:54:00:12:34:56");
        // Another address means another interface, made of all that the record of the first one says.
        JsonNode record = ansible.call("VIF.get_record", first);
        ansible.call("VIF.destroy", first);
        nic.putAll(Map.of("MAC", "", "MTU", record.get("MTU").textValue()));
        nic.putAll(Map.of("locking_mode", record.get("locking_mode").textValue(), "ipv4_allowed", List.of()));
        nic.put("ipv6_allowed", List.of());
        assertThat(ansible.text("VIF.get_MAC", ansible.text("VIF.create", nic)))
                .matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    }

    /** A file that someone has put among the discs is found by its name, put in and taken out. */
    private void withADisc(String vm) throws Exception {
        String discs = discs();
        String pbd = ansible.call("SR.get_PBDs", discs).get(0).textValue();
        Path folder = Path.of(
                ansible.call("PBD.get_device_config", pbd).get("location").textValue());
        Path file = Files.write(folder.resolve("replay.iso"), new byte[1 << 16]);
        ansible.call("SR.scan", discs);
        String drive = ansible.text("VBD.create", drive(vm, NULL, "3", "CD"));
        assertThat(ansible.call("VBD.get_empty", drive).booleanValue()).isTrue();
        String disc = ansible.only("VDI", "replay.iso");
        ansible.call("VBD.insert", drive, disc);
        assertThat(ansible.call("VBD.get_empty", drive).booleanValue()).isFalse();
        assertThat(ansible.text("VBD.get_VDI", drive)).isEqualTo(disc);
        ansible.call("VBD.eject", drive);
        assertThat(ansible.call("VBD.get_empty", drive).booleanValue()).isTrue();
        Files.delete(file);
        ansible.call("SR.scan", discs);
        assertThat(ansible.call("VDI.get_by_name_label", "replay.iso")).isEmpty();
    }

    private String discs() throws Exception {
        for (JsonNode sr : ansible.call("SR.get_all")) {
            if (ansible.text("SR.get_content_type", sr.textValue()).equals("iso")) {
                return sr.textValue();
            }
        }
        throw new AssertionError("no store of discs");
    }

    private void power(String vm) throws Exception {
        ansible.call("VM.start", vm, false, false);
        assertThat(ansible.text("VM.get_power_state", vm)).isEqualTo("Running");
        ansible.call("VM.hard_reboot", vm);
        ansible.call("VM.pause", vm);
        ansible.call("VM.unpause", vm);
        ApiClient.until(
                "it reports", () -> !ansible.text("VM.get_guest_metrics", vm).equals(NULL));
        JsonNode metrics = ansible.call("VM_guest_metrics.get_record", ansible.text("VM.get_guest_metrics", vm));
        assertThat(metrics.get("networks").isObject()).isTrue();
        String task = ansible.text("Async.VM.clean_shutdown", vm);
        ApiClient.until(
                "its task ends", () -> !ansible.text("task.get_status", task).equals("pending"));
        assertThat(ansible.text("task.get_status", task)).isEqualTo("success");
        ansible.call("task.destroy", task);
        assertThat(ansible.text("VM.get_power_state", vm)).isEqualTo("Halted");
    }

    private void grow(String disk) throws Exception {
        String uuid = ansible.text("VDI.get_uuid", disk);
        assertThat(ansible.text("VDI.get_by_uuid", uuid)).isEqualTo(disk);
        ansible.call("VDI.set_name_label", disk, "grown");
        ansible.call("VDI.set_name_description", disk, "by replay");
        ansible.call("VDI.resize", disk, "33554432");
        assertThat(ansible.text("VDI.get_virtual_size", disk)).isEqualTo("33554432");
    }

    private void remove(String vm, String disk) throws Exception {
        ansible.call("VM.destroy", vm);
        ansible.call("VDI.destroy", ansible.text("VDI.get_by_uuid", ansible.text("VDI.get_uuid", disk)));
        assertThat(ansible.call("VM.get_by_name_label", "deployed")).isEmpty();
    }
}
