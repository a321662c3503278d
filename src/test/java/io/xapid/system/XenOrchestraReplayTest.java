package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Xen Orchestra's server sends while it connects, watches, and makes and removes a guest. */
@ExtendWith(SharedDaemon.class)
class XenOrchestraReplayTest {
    private static final JsonCaller.Habits HABITS = new JsonCaller.Habits(
            List.of("accept: application/json", "content-type: application/json", "connection: keep-alive"), 0, false);
    private static final double EVENT_TIMEOUT = 60.1;
    private static final String NULL = "OpaqueRef:NULL";

    private final RealDaemon daemon;
    private final List<JsonCaller> connections = new ArrayList<>();
    private JsonCaller xo;
    private String pool;

    XenOrchestraReplayTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        xo = connection();
        xo.login("root", daemon.password());
        pool = xo.call("pool.get_all_records").fieldNames().next();
    }

    @AfterEach
    void disconnect() throws Exception {
        xo.call("session.logout");
        for (JsonCaller connection : connections) {
            connection.close();
        }
    }

    @Test
    void connecting() throws Exception {
        JsonNode hosts = xo.call("host.get_all_records");
        String master = xo.text("pool.get_master", pool);
        assertThat(hosts.get(master).get("address").textValue()).isNotEmpty();
        List<String> classes = listed();
        assertThat(classes).hasSizeGreaterThan(50);

        String token = xo.text("event.inject", "pool", pool);
        everyRecordOfAClassHasTheSameFields(classes);
        var news = new News(xo, classes, token, EVENT_TIMEOUT);
        news.until("pool", pool, record -> true); // the injected one: nothing was missed in between
        aBarrierPasses(news);
        String key = "xo:clientInfo:" + "6b3a8a1e-9f3e-4a39-9c1c-4c7b8f0e2d11";
        xo.call("pool.add_to_other_config", pool, key, "{\"lastConnected\":1700000000000,\"networkInterfaces\":{}}");
        news.until("pool", pool, record -> record.get("other_config").has(key));
        xo.call("pool.remove_from_other_config", pool, key);
        xo.call("pool.remove_from_other_config", pool, key); // a missing key is no error
    }

    private List<String> listed() throws Exception {
        var classes = new ArrayList<String>();
        for (JsonNode method : xo.raw("system.listMethods")) {
            String name = method.textValue();
            if (name.endsWith(".get_all_records")) {
                classes.add(name.substring(0, name.indexOf('.')));
            }
        }
        return classes;
    }

    /** All of them at once: what is listed answers, and accessors made from the first record fit the others. */
    private void everyRecordOfAClassHasTheSameFields(List<String> classes) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            var answers = new HashMap<String, Future<JsonNode>>();
            for (String type : classes) {
                Callable<JsonNode> records = () -> {
                    try (JsonCaller one = new JsonCaller(daemon.url(), HABITS)) {
                        one.use(xo.session());
                        return one.call(type + ".get_all_records");
                    }
                };
                answers.put(type, callers.submit(records));
            }
            for (Map.Entry<String, Future<JsonNode>> answer : answers.entrySet()) {
                assertThat(fieldSets(answer.getValue().get()))
                        .as(answer.getKey())
                        .hasSizeLessThanOrEqualTo(1);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static Set<Set<String>> fieldSets(JsonNode records) {
        var sets = new HashSet<Set<String>>();
        records.properties().forEach(record -> {
            assertThat(record.getKey()).startsWith("OpaqueRef:");
            var fields = new HashSet<String>();
            record.getValue().fieldNames().forEachRemaining(fields::add);
            sets.add(fields);
        });
        return sets;
    }

    private void aBarrierPasses(News news) throws Exception {
        String key = "xo:barrier:" + Long.toString(System.nanoTime(), 36);
        xo.call("pool.add_to_other_config", pool, key, Long.toString(System.currentTimeMillis()));
        news.until("pool", pool, record -> record.get("other_config").has(key));
        xo.call("pool.remove_from_other_config", pool, key);
    }

    @Test
    void whatItReadsIsThere() throws Exception {
        var methods = new HashSet<String>();
        xo.raw("system.listMethods").forEach(method -> methods.add(method.textValue()));
        XoFields.READ.forEach((type, fields) -> {
            for (String field : fields) {
                assertThat(methods).contains(type + ".get_" + field);
            }
        });
        JsonNode host = xo.call("host.get_record", xo.text("pool.get_master", pool));
        assertThat(host.get("software_version").fieldNames())
                .toIterable()
                .contains("product_version", "product_brand", "platform_version", "build_number");
        assertThat(host.get("cpu_info").fieldNames()).toIterable().contains("cpu_count", "socket_count", "modelname");
        assertThat(host.get("license_params").fieldNames()).toIterable().contains("expiry", "sku_type");
        assertThat(host.get("other_config").get("boot_time").textValue()).matches("\\d+\\.");
        assertThat(host.get("other_config").get("agent_start_time").textValue()).matches("\\d+\\.");
        JsonNode metrics =
                xo.call("host_metrics.get_record", host.get("metrics").textValue());
        assertThat(metrics.get("live").booleanValue()).isTrue();
        assertThat(metrics.get("memory_total").longValue())
                .isGreaterThan(metrics.get("memory_free").longValue());
    }

    @Test
    void makingAGuest() throws Exception {
        var news = new News(xo, List.of("*"), xo.text("event.inject", "pool", pool), EVENT_TIMEOUT);
        String template = xo.only("VM", "Tiny Linux");
        String vm = xo.result("VM.clone", template, "made by replay");
        news.until("vm", vm, record -> record.get("is_a_template").booleanValue());
        xo.call("VM.remove_from_other_config", vm, "disks");
        xo.result("VM.provision", vm);
        news.until("vm", vm, record -> !record.get("is_a_template").booleanValue());
        edit(vm);
        String vdi = disk("made by replay 0");
        news.until("vdi", vdi, record -> record.get("VBDs").isEmpty());
        String vbd = drive(vm, vdi);
        String vif = nic(vm);
        JsonNode record = xo.call("VM.get_record", vm);
        assertThat(record.get("VBDs")).extracting(JsonNode::textValue).contains(vbd);
        assertThat(record.get("VIFs")).extracting(JsonNode::textValue).containsExactly(vif);
        news.until("vdi", vdi, disk -> disk.get("VBDs").size() == 1); // the other side of the new drive
        aBarrierPasses(news);

        run(news, vm, vbd);
        remove(news, vm, vdi);
        aBarrierPasses(news);
        JsonNode counts = new News(xo, List.of("task", "pool"), "", EVENT_TIMEOUT).more();
        assertThat(counts.get("task").intValue())
                .isEqualTo(xo.call("task.get_all").size());
    }

    private void edit(String vm) throws Exception {
        String data =
                "{\"creation\":{\"date\":\"2026-01-01T00:00:00.000Z\",\"template\":\"" + vm + "\",\"user\":\"ü\"}}";
        setEntry("VM", vm, "other_config", "xo:11d8d9e5", data);
        setEntry("VM", vm, "other_config", "xo:11d8d9e5", data.replace("2026", "2027"));
        assertThat(xo.call("VM.get_other_config", vm).get("xo:11d8d9e5").textValue())
                .isEqualTo(data.replace("2026", "2027"));
        xo.call("VM.set_name_description", vm, "described <&> “so”");
        assertThat(xo.text("VM.get_name_description", vm)).isEqualTo("described <&> “so”");
        xo.call("VM.set_VCPUs_max", vm, "2");
        xo.call("VM.set_VCPUs_at_startup", vm, "2");
        String memory = Long.toString(xo.call("VM.get_memory_static_max", vm).longValue());
        String least = Long.toString(xo.call("VM.get_memory_static_min", vm).longValue());
        xo.call("VM.set_memory_limits", vm, least, memory, memory, memory);
        xo.call("VM.set_affinity", vm, NULL);
        xo.call("VM.set_tags", vm, List.of("replay"));
        xo.call("VM.add_tags", vm, "second");
        xo.call("VM.remove_tags", vm, "second");
        xo.call("VM.set_has_vendor_device", vm, false);
        xo.call("VM.set_start_delay", vm, "5");
        setEntry("VM", vm, "platform", "cores-per-socket", "2");
        setEntry("VM", vm, "HVM_boot_params", "order", "ncd");
        setEntry("VM", vm, "blocked_operations", "destroy", "true");
        assertThat(xo.refusal("VM.destroy", vm)).containsExactly("OPERATION_BLOCKED", vm, "true");
        xo.call("VM.remove_from_blocked_operations", vm, "destroy");
    }

    /** Adds an entry; one that is there is taken out first. */
    private void setEntry(String type, String ref, String field, String key, String value) throws Exception {
        try {
            xo.call(type + ".add_to_" + field, ref, key, value);
        } catch (ApiClient.Refused refused) {
            assertThat(refused.description())
                    .startsWith("MAP_DUPLICATE_KEY", type)
                    .endsWith(ref, key);
            xo.call(type + ".remove_from_" + field, ref, key);
            xo.call(type + ".add_to_" + field, ref, key, value);
        }
    }

    /** A disk with what is not said left out. */
    private String disk(String name) throws Exception {
        var values = new HashMap<String, Object>(Map.of("name_label", name, "other_config", Map.of()));
        values.putAll(Map.of("read_only", false, "sharable", false, "type", "user", "virtual_size", "16777216"));
        values.put("SR", xo.text("pool.get_default_SR", pool));
        return xo.text("VDI.create", values);
    }

    private String drive(String vm, String vdi) throws Exception {
        List<String> allowed = new ArrayList<>();
        xo.call("VM.get_allowed_VBD_devices", vm).forEach(device -> allowed.add(device.textValue()));
        String device = allowed.get(0).equals("3") ? allowed.get(1) : allowed.get(0);
        assertThat(xo.text("VM.get_power_state", vm)).isIn("Halted", "Running");
        var values = new HashMap<String, Object>(Map.of("bootable", false, "empty", false, "mode", "RW"));
        values.putAll(Map.of("other_config", Map.of(), "qos_algorithm_params", Map.of(), "qos_algorithm_type", ""));
        values.putAll(Map.of("type", "Disk", "unpluggable", false, "userdevice", device, "VDI", vdi, "VM", vm));
        return xo.text("VBD.create", values);
    }

    private String nic(String vm) throws Exception {
        String network = xo.call("network.get_all").get(0).textValue();
        String device = xo.call("VM.get_allowed_VIF_devices", vm).get(0).textValue();
        var values = new HashMap<String, Object>(Map.of("device", device, "MAC", "", "network", network, "VM", vm));
        values.put("MTU", xo.call("network.get_MTU", network).toString());
        values.putAll(Map.of("ipv4_allowed", List.of(), "ipv6_allowed", List.of(), "locking_mode", "network_default"));
        values.putAll(Map.of("other_config", Map.of(), "qos_algorithm_params", Map.of(), "qos_algorithm_type", ""));
        return xo.text("VIF.create", values);
    }

    private void run(News news, String vm, String vbd) throws Exception {
        String master = xo.text("pool.get_master", pool);
        xo.result("VM.start", vm, false, false);
        news.until("vm", vm, r -> r.get("power_state").textValue().equals("Running"));
        JsonNode host = xo.call("host.get_record", master);
        assertThat(host.get("resident_VMs")).extracting(JsonNode::textValue).contains(vm);
        aBarrierPasses(news);
        assertThat(news.of("host", "mod", master)).isNotEmpty();
        assertThat(news.of("vbd", "mod", vbd)).isNotEmpty();
        assertThat(news.of(
                        "console", "add", xo.call("VM.get_consoles", vm).get(0).textValue()))
                .hasSize(1);
        ApiClient.until("it reports", () -> !xo.text("VM.get_guest_metrics", vm).equals(NULL));

        String second = disk("made by replay 1");
        String plugged = drive(vm, second);
        xo.result("VBD.plug", plugged);
        news.until("vbd", plugged, r -> r.get("currently_attached").booleanValue());
        assertThat(xo.refusal("VDI.destroy", second).get(0)).isIn("VDI_IN_USE", "OTHER_OPERATION_IN_PROGRESS");
        unplug(plugged);
        news.until("vbd", plugged, r -> !r.get("currently_attached").booleanValue());
        xo.call("VBD.destroy", plugged);
        xo.result("VDI.destroy", second);
        news.gone("vdi", second);

        xo.result("VM.pause", vm);
        List<String> refusal = xo.refusal("VM.start", vm, false, false);
        assertThat(refusal).containsExactly("VM_BAD_POWER_STATE", vm, "halted", "paused");
        xo.result("VM.unpause", vm);
        xo.result("VM.clean_shutdown", vm);
        news.until("vm", vm, r -> r.get("power_state").textValue().equals("Halted"));
    }

    private void unplug(String vbd) throws Exception {
        try {
            xo.call("VBD.unplug_force", vbd);
        } catch (ApiClient.Refused refused) {
            assertThat(refused.description()).containsExactly("VBD_NOT_UNPLUGGABLE", vbd);
            xo.call("VBD.set_unpluggable", vbd, true);
            xo.call("VBD.unplug_force", vbd);
        }
    }

    private void remove(News news, String vm, String vdi) throws Exception {
        xo.call("VM.set_is_a_template", vm, false);
        xo.call("VM.destroy", vm);
        news.gone("vm", vm);
        assertThat(xo.call("VDI.get_VBDs", vdi)).isEmpty();
        xo.result("VDI.destroy", vdi);
        assertThat(xo.refusal("VDI.destroy", vdi)).containsExactly("HANDLE_INVALID", "VDI", vdi);
    }

    private JsonCaller connection() throws Exception {
        var connection = new JsonCaller(daemon.url(), HABITS);
        connections.add(connection);
        return connection;
    }
}
