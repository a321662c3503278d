package io.xapid.server.api;

import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_OPERATOR;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.meta.Permission;
import io.xapid.model.meta.Role;
import java.util.LinkedHashMap;
import java.util.Map;

/** The permissions of handlers that are reached by a URL instead of a message: {@code http/get_export} and the like. */
final class HttpActions {
    private final Map<String, Permission> permissions = new LinkedHashMap<>();

    private HttpActions() {}

    static Map<String, Permission> permissions() {
        var actions = new HttpActions();
        actions.allow(
                POOL_ADMIN,
                false,
                "post_services put_services post_remote_db_access post_remote_db_access_v2 connect_console/host_console"
                        + " connect_console_ws/host_console_ws get_host_backup put_host_restore"
                        + " get_vncsnapshot/host_console get_pool_xml_db_sync put_pool_xml_db_sync get_config_sync rrd"
                        + " connect_remotecmd");
        actions.allow(
                POOL_OPERATOR, false, "get_host_logs_download put_pool_patch_upload get_system_status put_bundle");
        actions.allow(POOL_OPERATOR, true, "get_enabled_repository get_host_updates get_updates");
        actions.allow(
                VM_POWER_ADMIN,
                false,
                "get_services_xenops get_services_sm post_services_sm put_services_sm put_blob put_messages");
        actions.allow(VM_POWER_ADMIN, true, "post_services_xenops put_services_xenops");
        actions.allow(
                VM_ADMIN,
                false,
                "put_import put_import_metadata put_import_raw_vdi get_export get_export_metadata get_export_raw_vdi");
        actions.allow(VM_OPERATOR, false, "connect_console connect_console_ws get_vncsnapshot");
        actions.allow(
                READ_ONLY,
                false,
                "get_services get_root post_cli vm_rrd get_vm_rrds host_rrd get_host_rrds sr_rrd rrd_updates get_blob"
                        + " get_wlb_report get_wlb_diagnostics get_audit_log post_root post_RPC2 post_json"
                        + " post_root_options post_json_options post_jsonrpc post_jsonrpc_options"
                        + " get_pool_update_download");
        actions.allow(LOCAL_ROOT, false, "get_repository");
        return actions.permissions;
    }

    private void allow(Role weakest, boolean orClientCertificate, String names) {
        for (String name : names.split(" ")) {
            permissions.put("http/" + name, new Permission(weakest, orClientCertificate));
        }
    }
}
