package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that a client of the field calls is one that the daemon knows and lists, served yet or not. */
@ExtendWith(SharedDaemon.class)
class ClientCallsTest {
    private static final String CALLS = """
            session login_with_password logout get_this_host get_is_local_superuser get_subject get_auth_user_sid
              get_rbac_permissions get_all_subject_identifiers
            task create destroy cancel set_status set_progress get_status get_result get_error_info get_record get_all_records
            event from inject register next unregister get_current_id
            VM create clone copy provision start start_on pause unpause suspend resume clean_shutdown hard_shutdown
              clean_reboot hard_reboot snapshot checkpoint revert destroy pool_migrate migrate_send assert_can_migrate
              assert_can_boot_here assert_operation_valid set_memory set_memory_limits set_memory_dynamic_range
              set_VCPUs_number_live set_VCPUs_max set_VCPUs_at_startup set_VCPUs_params set_platform set_bios_strings
              set_uefi_mode set_suspend_SR restart_device_models get_allowed_VBD_devices get_allowed_VIF_devices
              record_data_source forget_data_source_archives get_blocked_operations set_is_a_template set_name_label
              set_name_description set_affinity set_tags set_HVM_boot_params set_HVM_boot_policy add_to_platform
              remove_from_platform add_to_other_config remove_from_other_config set_other_config add_to_xenstore_data
              remove_from_xenstore_data import copy_bios_strings get_by_uuid get_by_name_label get_record get_all
              get_secureboot_readiness
            VBD create plug unplug unplug_force set_unpluggable insert eject destroy get_empty set_bootable get_record
            VIF create plug unplug unplug_force move destroy configure_ipv4 configure_ipv6 get_MAC get_record
            VDI create destroy snapshot clone copy resize pool_migrate enable_cbt disable_cbt data_destroy
              list_changed_blocks get_nbd_info get_by_uuid get_by_name_label set_name_label set_name_description get_record
            SR create probe scan introduce forget destroy get_supported_types get_by_uuid get_by_name_label get_record
            PBD create plug unplug destroy
            network create destroy add_purpose get_MTU get_by_uuid get_by_name_label get_record
            VLAN destroy
            Bond create destroy
            tunnel destroy
            PIF plug unplug scan forget reconfigure_ip set_primary_address_type
            host enable disable evacuate reboot shutdown restart_agent get_servertime get_bios_strings get_server_certificate
              install_server_certificate migrate_receive management_reconfigure management_disable syslog_reconfigure
              power_on call_plugin dmesg refresh_server_certificate get_enabled get_by_uuid get_by_name_label get_record
              get_API_version_major get_API_version_minor get_software_version
            pool enable_ha disable_ha eject designate_new_master management_reconfigure get_license_state set_wlb_enabled
              create_VLAN_from_PIF add_to_other_config remove_from_other_config get_default_SR get_master get_record join
              get_guest_secureboot_readiness
            message destroy get_all_records
            VTPM create destroy get_contents set_contents
            PUSB scan set_passthrough_enabled
            VUSB create destroy unplug
            VGPU destroy
            role get_all_records
            VM_guest_metrics get_networks get_record
            """;

    private final RealDaemon daemon;

    ClientCallsTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    private static Stream<List<String>> classes() {
        return Stream.of(CALLS.replaceAll("\n  +", " ").split("\n")).map(line -> List.of(line.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void areKnownAndListed(List<String> calls) throws Exception {
        ApiClient client = ApiClient.login(daemon);
        var listed = new HashSet<String>();
        client.raw("system.listMethods").forEach(method -> listed.add(method.asText()));
        for (String message : calls.subList(1, calls.size())) {
            assertThat(listed).contains(calls.get(0) + "." + message);
        }
        client.call("session.logout");
    }

    @Test
    void whatIsNotServedYetSaysSo() throws Exception {
        ApiClient client = ApiClient.login(daemon);
        String host = client.call("host.get_all").get(0).asText();
        for (String plugin :
                List.of("hyperthreading.py", "updater.py", "raid.py", "lsblk.py", "smartctl.py", "zfs.py")) {
            assertThat(refusal(client, "host.call_plugin", host, plugin, "any", Map.of()))
                    .containsExactly("XENAPI_MISSING_PLUGIN", plugin);
        }
        assertThat(refusal(client, "VM.no_such_message"))
                .containsExactly("MESSAGE_METHOD_UNKNOWN", "VM.no_such_message");
        client.call("session.logout");
    }

    private static List<String> refusal(ApiClient client, String method, Object... parameters) throws Exception {
        try {
            client.call(method, parameters);
        } catch (ApiClient.Refused refused) {
            return refused.description();
        }
        throw new AssertionError(method + " is not refused");
    }
}
