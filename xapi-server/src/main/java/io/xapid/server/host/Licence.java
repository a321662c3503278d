package io.xapid.server.host;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What clients read where a vendor's licence would stand. xapid has no editions: nothing is restricted, which says that
 * no licence stands in the way, and not that all of it is built.
 */
final class Licence {
    static final String EDITION = "xapid";

    /** Clients hide a feature when its flag is missing, so that all are named. */
    private static final List<String> FLAGS = List.of(
            "ad",
            "batch_hotfix_apply",
            "cbt",
            "certificate_verification",
            "checkpoint",
            "cifs",
            "connection",
            "corosync",
            "cpu_masking",
            "dmc",
            "dr",
            "email_alerting",
            "equalogic",
            "export_resource_data",
            "gpu",
            "guest_agent_auto_update",
            "guest_ip_setting",
            "health_check",
            "historical_performance",
            "hotfix_apply",
            "igmp_snooping",
            "integrated_gpu_passthrough",
            "intellicache",
            "internal_repo_access",
            "lab",
            "live_patching",
            "management_on_vlan",
            "marathon",
            "nested_virt",
            "netapp",
            "network_sriov",
            "pci_device_for_auto_update",
            "pool_attached_storage",
            "pool_secret_rotation",
            "pool_size",
            "pooling",
            "pvs_proxy",
            "qos",
            "rbac",
            "read_caching",
            "rpu",
            "set_vcpus_number_live",
            "ssl_legacy_switch",
            "stage",
            "storage_xen_motion",
            "storagelink",
            "storagelink_site_recovery",
            "updates",
            "usb_passthrough",
            "vcpu_number_live",
            "vgpu",
            "vif_locking",
            "vlan",
            "vm_groups",
            "vm_memory_introspection",
            "vmpr",
            "vmss",
            "vss",
            "vswitch_controller",
            "vtpm",
            "web_selfservice",
            "web_selfservice_manager",
            "wlb",
            "xcm",
            "xen_motion",
            "zstd_export");

    private Licence() {}

    /** For {@code pool.restrictions}. */
    static Map<String, String> restrictions() {
        var restrictions = new TreeMap<String, String>();
        FLAGS.forEach(flag -> restrictions.put("restrict_" + flag, "false"));
        restrictions.put("enable_xha", "true");
        return restrictions;
    }

    /** For {@code host.license_params}. */
    static Map<String, String> parameters() {
        var parameters = new TreeMap<>(restrictions());
        parameters.put("sku_type", EDITION);
        parameters.put("sku_marketing_name", "xapid");
        parameters.put("version", "");
        parameters.put("productcode", "");
        parameters.put("serialnumber", "");
        parameters.put("sockets", "");
        parameters.put("company", "");
        parameters.put("name", "");
        parameters.put("expiry", "20991231T23:59:59Z"); // clients warn of a date that draws near
        parameters.put("grace", "no");
        return parameters;
    }
}
