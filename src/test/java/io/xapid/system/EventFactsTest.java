package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients that watch rely on: nothing is lost, the other sides of links are told too, counts agree. */
@ExtendWith(SharedDaemon.class)
class EventFactsTest {
    private static final JsonCaller.Habits HABITS =
            new JsonCaller.Habits(List.of("Content-Type: application/json"), 0, false);
    private static final List<String> EVERYTHING = List.of("*");
    private static final double TIMEOUT = 30.0;

    private final RealDaemon daemon;
    private JsonCaller client;
    private String pool;
    private String vm;

    EventFactsTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        client = new JsonCaller(daemon.url(), HABITS);
        client.login("root", daemon.password());
        pool = client.call("pool.get_all").get(0).textValue();
        vm = client.text("VM.clone", client.only("VM", "Tiny Linux"), "watched");
        client.call("VM.provision", vm);
    }

    @AfterEach
    void disconnect() throws Exception {
        client.call("VM.destroy", vm);
        client.call("session.logout");
        client.close();
    }

    private News now() throws Exception {
        return new News(client, EVERYTHING, client.text("event.inject", "pool", pool), TIMEOUT);
    }

    @Test
    void bothSidesOfALinkAreTold() throws Exception {
        String sr = client.text("pool.get_default_SR", pool);
        String network = client.text("network.create", Map.of("name_label", "watched", "other_config", Map.of()));
        var news = now();
        String vdi = disk(sr);
        news.until("sr", sr, record -> refs(record, "VDIs").contains(vdi));
        news.until("vdi", vdi, record -> refs(record, "VBDs").isEmpty());

        news = now();
        String vbd = drive(vdi);
        news.until("vm", vm, record -> refs(record, "VBDs").contains(vbd));
        news.until("vdi", vdi, record -> refs(record, "VBDs").contains(vbd));
        news = now();
        String vif = nic(network);
        news.until("vm", vm, record -> refs(record, "VIFs").contains(vif));
        news.until("network", network, record -> refs(record, "VIFs").contains(vif));

        runAndTell(vbd, vif);

        news = now();
        client.call("VBD.destroy", vbd);
        news.until("vm", vm, record -> refs(record, "VBDs").isEmpty());
        news.until("vdi", vdi, record -> refs(record, "VBDs").isEmpty());
        assertThat(news.of("vbd", "del", vbd)).hasSize(1);
        news = now();
        client.call("VIF.destroy", vif);
        news.until("network", network, record -> refs(record, "VIFs").isEmpty());
        client.call("VDI.destroy", vdi);
        client.call("network.destroy", network);
        news.gone("network", network);
    }

    private void runAndTell(String vbd, String vif) throws Exception {
        String host = client.text("pool.get_master", pool);
        var news = now();
        client.call("VM.start", vm, false, false);
        news.until("vm", vm, record -> record.get("resident_on").textValue().equals(host));
        news.until("host", host, record -> refs(record, "resident_VMs").contains(vm));
        String console = client.call("VM.get_consoles", vm).get(0).textValue();
        news = now();
        client.call("VM.hard_shutdown", vm);
        for (String device : List.of(vbd, vif)) {
            String type = device.equals(vbd) ? "vbd" : "vif";
            assertThat(seen(type, device).get("currently_attached").booleanValue())
                    .isFalse();
        }
        news.until("host", host, record -> !refs(record, "resident_VMs").contains(vm));
        news.gone("console", console);
    }

    /** An object as a client sees it that begins to watch now. */
    private JsonNode seen(String type, String ref) throws Exception {
        return new News(client, List.of(type + "/" + ref), "", TIMEOUT).until(type, ref, record -> true);
    }

    @Test
    void classesMayBeWrittenInAnyCaseAndObjectsBeNamed() throws Exception {
        for (List<String> classes : List.of(
                List.of("VM"),
                List.of("vm"),
                List.of("Vm", "no_such_class"),
                List.of("vm/" + vm),
                List.of("VM/" + vm))) {
            String before = client.text("event.inject", "pool", pool);
            client.call("VM.add_tags", vm, "watched");
            var news = new News(client, classes, before, TIMEOUT);
            news.until("vm", vm, record -> refs(record, "tags").contains("watched"));
            assertThat(news.all()).hasSize(1);
            client.call("VM.remove_tags", vm, "watched");
        }
    }

    @Test
    void theCountOfTasksIsThatOfTheLiveOnes() throws Exception {
        for (int tasks = 0; tasks < 3; tasks++) {
            assertThat(new News(client, EVERYTHING, "", TIMEOUT)
                            .more()
                            .get("task")
                            .intValue())
                    .isEqualTo(client.call("task.get_all").size());
            client.call("task.create", "counted", "");
        }
        for (JsonNode task : client.call("task.get_by_name_label", "counted")) {
            var news = now();
            client.call("task.destroy", task.textValue());
            news.gone("task", task.textValue());
            assertThat(new News(client, EVERYTHING, "", TIMEOUT)
                            .more()
                            .get("task")
                            .intValue())
                    .isEqualTo(client.call("task.get_all").size());
        }
    }

    @Test
    void nothingIsLostBehindAnInjectedEventWhoeverWrites() throws Exception {
        var watcher = new JsonCaller(daemon.url(), HABITS);
        watcher.use(client.session());
        var news = new News(watcher, List.of("pool", "vm"), client.text("event.inject", "pool", pool), TIMEOUT);
        for (int i = 0; i < 50; i++) {
            String key = "xo:barrier:" + i;
            client.call("VM.add_to_other_config", vm, key, "");
            client.call("pool.add_to_other_config", pool, key, "");
            news.until("pool", pool, record -> record.get("other_config").has(key));
            client.call("pool.remove_from_other_config", pool, key);
        }
        JsonNode last = news.all().stream()
                .filter(event -> event.get("class").textValue().equals("vm"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(last.get("snapshot").get("other_config").has("xo:barrier:49"))
                .isTrue();
        watcher.close();
    }

    @Test
    void anOldTokenBringsWhatHappenedSinceAndANewOneNothing() throws Exception {
        var news = new News(client, List.of("vm/" + vm), "", TIMEOUT);
        news.more();
        String old = news.token();
        client.call("VM.set_name_label", vm, "renamed");
        client.call("VM.set_name_label", vm, "renamed again");
        for (int reader = 0; reader < 2; reader++) {
            var again = new News(client, List.of("vm/" + vm), old, TIMEOUT);
            again.more();
            assertThat(again.all())
                    .extracting(event -> event.get("snapshot").get("name_label").textValue())
                    .containsExactly("renamed again");
            assertThat(client.call("event.from", List.of("vm/" + vm), again.token(), 0.05)
                            .get("events"))
                    .isEmpty();
        }
        assertThat(client.refusal("event.from", EVERYTHING, "no token", 1.0))
                .containsExactly("EVENT_FROM_TOKEN_PARSE_FAILURE", "no token");
        assertThat(client.refusal("event.inject", "VM", "OpaqueRef:none"))
                .containsExactly("HANDLE_INVALID", "VM", "OpaqueRef:none");
    }

    private static List<String> refs(JsonNode record, String field) {
        return StreamSupport.stream(record.get(field).spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private String disk(String sr) throws Exception {
        var disk = new HashMap<String, Object>(Map.of("name_label", "watched", "SR", sr, "virtual_size", 1 << 24));
        disk.putAll(Map.of("type", "user", "sharable", false, "read_only", false, "other_config", Map.of()));
        return client.text("VDI.create", disk);
    }

    private String drive(String vdi) throws Exception {
        var drive = new HashMap<String, Object>(Map.of("VM", vm, "VDI", vdi, "userdevice", "1", "type", "Disk"));
        drive.putAll(Map.of("bootable", false, "mode", "RW", "empty", false, "other_config", Map.of()));
        drive.putAll(Map.of("qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        return client.text("VBD.create", drive);
    }

    private String nic(String network) throws Exception {
        var nic = new HashMap<String, Object>(Map.of("VM", vm, "network", network, "MAC", "", "device", "0"));
        nic.putAll(Map.of("MTU", 1500, "other_config", Map.of()));
        nic.putAll(Map.of("qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        return client.text("VIF.create", nic);
    }
}
