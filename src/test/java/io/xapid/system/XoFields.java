package io.xapid.system;

import java.util.List;
import java.util.Map;

/** The fields without which Xen Orchestra's server cannot make its own objects of records, class by class. */
final class XoFields {
    static final Map<String, List<String>> READ = Map.ofEntries(
            fields(
                    "pool",
                    "master default_SR name_label other_config tags ha_enabled ha_configuration cpu_info "
                            + "restrictions migration_compression"),
            fields(
                    "host",
                    "address hostname enabled metrics resident_VMs PIFs PBDs PCIs PGPUs patches bios_strings "
                            + "chipset_info cpu_info host_CPUs capabilities software_version license_params license_server logging "
                            + "iscsi_iqn multipathing power_on_mode control_domain certificates current_operations "
                            + "updates_requiring_reboot other_config tags"),
            fields("host_metrics", "live memory_total memory_free"),
            fields(
                    "VM",
                    "power_state memory_static_max memory_static_min memory_dynamic_max memory_dynamic_min "
                            + "VCPUs_max VCPUs_at_startup VCPUs_params VBDs VIFs VGPUs VUSBs attached_PCIs consoles guest_metrics "
                            + "metrics platform HVM_boot_params PV_args recommendations other_config xenstore_data "
                            + "blocked_operations current_operations snapshot_time snapshot_of parent is_default_template "
                            + "bios_strings start_delay ha_restart_priority has_vendor_device resident_on affinity suspend_SR tags"),
            fields("VM_metrics", "start_time install_time"),
            fields(
                    "VDI",
                    "virtual_size physical_utilisation SR VBDs type missing managed is_a_snapshot snapshot_of "
                            + "snapshot_time sm_config cbt_enabled other_config location"),
            fields("VBD", "VM VDI userdevice device type mode bootable currently_attached"),
            fields(
                    "VIF",
                    "VM network device MAC MTU currently_attached locking_mode ipv4_allowed ipv6_allowed "
                            + "other_config qos_algorithm_type qos_algorithm_params"),
            fields(
                    "PIF",
                    "host network device VLAN MAC MTU IP netmask gateway DNS ip_configuration_mode management "
                            + "physical currently_attached bond_slave_of bond_master_of disallow_unplug capabilities "
                            + "primary_address_type"),
            fields(
                    "SR",
                    "type content_type shared physical_size physical_utilisation virtual_allocation PBDs VDIs "
                            + "sm_config other_config current_operations"),
            fields("network", "bridge MTU PIFs VIFs purpose default_locking_mode other_config"),
            fields(
                    "task",
                    "name_label status progress result created finished current_operations other_config subtasks"),
            fields("SM", "configuration driver_filename features vendor supported_image_formats"));

    private XoFields() {}

    private static Map.Entry<String, List<String>> fields(String type, String names) {
        return Map.entry(type, List.of(names.split(" ")));
    }
}
