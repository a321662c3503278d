package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser sends in which XO Lite runs, also one whose page came from another host of the pool. */
@ExtendWith(SharedDaemon.class)
class XoLiteReplayTest {
    private static final List<String> BROWSER = List.of(
            "Connection: keep-alive",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Accept: */*",
            "Accept-Language: en-US,en;q=0.5",
            "Accept-Encoding: gzip, deflate, br, zstd",
            "Referer: https://10.0.0.2/",
            "Origin: https://10.0.0.2",
            "Sec-Fetch-Dest: empty",
            "Sec-Fetch-Mode: cors",
            "Sec-Fetch-Site: cross-site",
            "content-type: application/json");
    private static final JsonCaller.Habits HABITS = new JsonCaller.Habits(BROWSER, 1, false);
    private static final double EVENT_TIMEOUT = 5.001;
    private static final String CLASSES =
            "pool host host_metrics VM VM_metrics VM_guest_metrics VBD VDI VIF SR PBD PIF "
                    + "PIF_metrics Bond network console task message PCI PGPU VTPM";
    private static final String NULL = "OpaqueRef:NULL";

    private final RealDaemon daemon;
    private JsonCaller lite;
    private String pool;

    XoLiteReplayTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        lite = new JsonCaller(daemon.url(), HABITS);
        lite.login("root", daemon.password());
        pool = lite.call("pool.get_all_records").fieldNames().next();
    }

    @AfterEach
    void disconnect() throws Exception {
        lite.call("session.logout");
        lite.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/json", "/jsonrpc"})
    void browsersMayAskOtherHosts(String path) throws Exception {
        try (RawConnection browser = RawConnection.to(daemon.url())) {
            browser.send("OPTIONS " + path + " HTTP/1.1\r\nHost: 10.0.0.1\r\nOrigin: https://10.0.0.2\r\n"
                    + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n\r\n");
            RawConnection.Answer answer = browser.read();

            assertThat(answer.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Access-Control-Allow-Headers")).contains("content-type");
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aKeptSessionIsTriedFirst() throws Exception {
        assertThat(lite.raw("session.get_all_subject_identifiers", lite.session())
                        .isArray())
                .isTrue();

        var other = new JsonCaller(daemon.url(), HABITS);
        other.login("root", daemon.password());
        String stale = other.session();
        other.call("session.logout");
        other.use(stale);
        assertThat(other.refusal("session.get_all_subject_identifiers")).containsExactly("SESSION_INVALID", stale);
        other.close();
    }

    @Test
    void pagesOpenAndFollow() throws Exception {
        for (String type : CLASSES.split(" ")) {
            assertThat(lite.call(type + ".get_all_records").isObject()).as(type).isTrue();
        }
        String token = lite.text("event.inject", "pool", pool);
        List<String> listened =
                Stream.of(CLASSES.toLowerCase(Locale.ROOT).split(" ")).toList();
        var news = new News(lite, listened, token, EVENT_TIMEOUT);
        String vm = lite.text("VM.clone", lite.only("VM", "Other install media"), "followed");
        news.until("vm", vm, record -> true);
        assertThat(news.all())
                .extracting(event -> event.get("class").textValue())
                .contains("vm_metrics");
        lite.call("VM.destroy", vm);
        news.gone("vm", vm);
        assertThat(new News(lite, List.of("pool"), "", EVENT_TIMEOUT)
                        .more()
                        .get("vm")
                        .intValue())
                .isEqualTo(lite.call("VM.get_all").size());
    }

    @Test
    void editsAndRunsAGuest() throws Exception {
        String vm = lite.text("VM.clone", lite.only("VM", "Tiny Linux"), "lite");
        lite.call("VM.provision", vm);
        lite.call("VM.set_name_label", vm, "lite 2");
        lite.call("VM.set_name_description", vm, "");
        sizes(vm);
        maps(vm);
        List<String> devices = devices(vm);

        lite.call("VM.start", vm, false, false);
        assertThat(lite.call("VIF.get_currently_attached", devices.get(1)).booleanValue())
                .isTrue();
        assertThat(lite.refusal("VM.set_VCPUs_number_live", vm, "1")).containsExactly("VM_LACKS_FEATURE", vm);
        lite.call("VM.pause", vm);
        lite.call("VM.unpause", vm);
        lite.call("VM.hard_reboot", vm);
        lite.call("VM.hard_shutdown", vm);
        String host = lite.text("pool.get_master", pool);
        lite.call("VM.start_on", vm, host, false, false);
        assertThat(lite.text("VM.get_resident_on", vm)).isEqualTo(host);
        lite.call("VM.hard_shutdown", vm);

        String copy = lite.text("VM.copy", vm, "lite copy", ""); // an empty reference is none
        for (String made : List.of(vm, copy)) {
            remove(made);
        }
    }

    /** Sizes come as numbers or as decimal strings. */
    private void sizes(String vm) throws Exception {
        long memory = lite.call("VM.get_memory_static_max", vm).longValue();
        lite.call("VM.set_memory", vm, memory);
        String text = Long.toString(memory);
        lite.call("VM.set_memory_limits", vm, text, text, text, text);
        lite.call("VM.set_memory_dynamic_range", vm, memory, memory);
        lite.call("VM.set_memory_dynamic_min", vm, text);
        lite.call("VM.set_memory_static_max", vm, text);
        lite.call("VM.set_VCPUs_max", vm, "2");
        lite.call("VM.set_VCPUs_at_startup", vm, 2);
        assertThat(lite.call("VM.get_VCPUs_at_startup", vm).isInt()).isTrue(); // a number, not a text
        assertThat(lite.call("VM.get_memory_dynamic_min", vm).longValue()).isEqualTo(memory);
        assertThat(lite.refusal("VM.set_VCPUs_params", vm, "mask", "0"))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.set_VCPUs_params", "2", "3");
    }

    private void maps(String vm) throws Exception {
        lite.call("VM.set_affinity", vm, lite.text("pool.get_master", pool));
        lite.call("VM.set_affinity", vm, NULL);
        lite.call("VM.set_tags", vm, List.of("a", "b"));
        lite.call("VM.remove_from_other_config", vm, "auto_poweron");
        lite.call("VM.add_to_other_config", vm, "auto_poweron", "true");
        lite.call("VM.remove_from_platform", vm, "cores-per-socket");
        lite.call("VM.add_to_platform", vm, "cores-per-socket", "2");
        lite.call("VM.remove_from_HVM_boot_params", vm, "firmware");
        lite.call("VM.add_to_HVM_boot_params", vm, "firmware", "bios");
        lite.call("VM.set_HVM_boot_params", vm, Map.of("order", "cdn", "firmware", "bios"));
        lite.call("VM.set_HVM_boot_policy", vm, "BIOS order");
        lite.call("VM.add_to_xenstore_data", vm, "vm-data/story", "told");
        lite.call("VM.remove_from_xenstore_data", vm, "vm-data/story");
        lite.call("VM.copy_bios_strings", vm, lite.text("pool.get_master", pool));
    }

    private List<String> devices(String vm) throws Exception {
        String network = lite.text("network.create", Map.of("name_label", "lite", "other_config", Map.of()));
        var nic = new HashMap<String, Object>(Map.of("device", "0", "network", network, "VM", vm, "MAC", ""));
        nic.putAll(Map.of("MTU", 1500, "other_config", Map.of()));
        nic.putAll(Map.of("qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        String vif = lite.text("VIF.create", nic);
        var disk =
                new HashMap<String, Object>(Map.of("name_label", "lite", "SR", lite.text("pool.get_default_SR", pool)));
        disk.putAll(Map.of("virtual_size", 1 << 24, "type", "user", "sharable", false, "read_only", false));
        disk.put("other_config", Map.of());
        String vdi = lite.text("VDI.create", disk);
        lite.call("VDI.set_name_label", vdi, "lite disk");
        lite.call("VDI.set_name_description", vdi, "of the replay");
        var drive = new HashMap<String, Object>(Map.of("VM", vm, "VDI", vdi, "userdevice", "1", "type", "Disk"));
        drive.putAll(Map.of("mode", "RW", "bootable", false, "empty", false, "other_config", Map.of()));
        drive.putAll(Map.of("qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        String vbd = lite.text("VBD.create", drive);
        lite.call("VBD.set_bootable", vbd, true);
        return List.of(vbd, vif);
    }

    private void remove(String vm) throws Exception {
        var disks = new ArrayList<String>();
        for (JsonNode drive : lite.call("VM.get_VBDs", vm)) {
            disks.add(lite.text("VBD.get_VDI", drive.textValue()));
        }
        var networks = new ArrayList<String>();
        for (JsonNode nic : lite.call("VM.get_VIFs", vm)) {
            networks.add(lite.text("VIF.get_network", nic.textValue()));
        }
        lite.call("VM.destroy", vm);
        for (String disk : disks) {
            lite.call("VDI.destroy", disk);
        }
        for (String network : networks) {
            if (lite.call("network.get_VIFs", network).isEmpty()) {
                lite.call("network.destroy", network);
            }
        }
    }
}
