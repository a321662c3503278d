package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients rely on that follow tasks: when they end, and what they say then. */
@ExtendWith(SharedDaemon.class)
class TaskFactsTest {
    private static final JsonCaller.Habits HABITS =
            new JsonCaller.Habits(List.of("Content-Type: application/json"), 0, false);
    private static final double TIMEOUT = 30.0;

    private final RealDaemon daemon;
    private JsonCaller client;
    private String vm;

    TaskFactsTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        client = new JsonCaller(daemon.url(), HABITS);
        client.login("root", daemon.password());
        vm = client.text("VM.clone", client.only("VM", "Tiny Linux"), "followed");
        client.call("VM.provision", vm);
    }

    @AfterEach
    void disconnect() throws Exception {
        if (!client.text("VM.get_power_state", vm).equals("Halted")) {
            client.call("VM.hard_shutdown", vm);
        }
        client.call("VM.destroy", vm);
        client.call("session.logout");
        client.close();
    }

    /** In the batch that tells of the end of a task, or before, stands what it did. */
    @Test
    void endsAreToldAfterTheirEffects() throws Exception {
        for (int round = 0; round < 3; round++) {
            endsAfter("Async.VM.start", "Running", vm, false, false);
            endsAfter("Async.VM.pause", "Paused", vm);
            endsAfter("Async.VM.unpause", "Running", vm);
            endsAfter("Async.VM.hard_reboot", "Running", vm);
            endsAfter("Async.VM.hard_shutdown", "Halted", vm);
        }
    }

    private void endsAfter(String method, String state, Object... parameters) throws Exception {
        String pool = client.call("pool.get_all").get(0).textValue();
        var news = new News(client, List.of("task", "vm/" + vm), client.text("event.inject", "pool", pool), TIMEOUT);
        String task = client.text(method, parameters);
        news.until("task", task, record -> !record.get("status").textValue().equals("pending"));
        JsonNode seen = last(news);
        assertThat(seen.get("power_state").textValue()).as(method).isEqualTo(state);
        assertThat(seen.get("current_operations")).isEmpty();
        JsonNode ended = client.call("task.get_record", task);
        assertThat(ended.get("status").textValue()).isEqualTo("success");
        assertThat(ended.get("progress").doubleValue()).isEqualTo(1.0);
        assertThat(ended.get("allowed_operations"))
                .extracting(JsonNode::textValue)
                .doesNotContain("cancel");
        assertThat(ended.get("finished").textValue()).isGreaterThan("19700101T00:00:00Z");
        assertThat(ended.get("name_label").textValue()).isEqualTo(method);
        client.call("task.destroy", task);
        news.gone("task", task);
    }

    private JsonNode last(News news) {
        return news.all().stream()
                .filter(event -> event.get("ref").textValue().equals(vm))
                .reduce((first, second) -> second)
                .orElseThrow()
                .get("snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VDI.snapshot", "VDI.clone"})
    void defaultedTailsMayBeLeftOut(String method) throws Exception {
        String sr = client.text(
                "pool.get_default_SR", client.call("pool.get_all").get(0).textValue());
        String disk = disk(sr);
        String shorter = client.text(method, disk);
        String longer = client.text(method, disk, Map.of());
        String copy = client.text("VDI.copy", disk, sr);
        String into = client.text("VDI.copy", disk, sr, "OpaqueRef:NULL", "OpaqueRef:NULL");
        for (String made : List.of(shorter, longer, copy, into, disk)) {
            client.call("VDI.destroy", made);
        }
    }

    private String disk(String sr) throws Exception {
        var disk = new HashMap<String, Object>(Map.of("name_label", "followed", "SR", sr, "virtual_size", 1 << 24));
        disk.putAll(Map.of("type", "user", "sharable", false, "read_only", false, "other_config", Map.of()));
        return client.text("VDI.create", disk);
    }

    @Test
    void failuresStandInTheTask() throws Exception {
        String task = client.text("Async.VM.pause", vm);
        ApiClient.until("it ends", () -> !client.text("task.get_status", task).equals("pending"));
        JsonNode record = client.call("task.get_record", task);
        assertThat(record.get("status").textValue()).isEqualTo("failure");
        assertThat(record.get("error_info"))
                .extracting(JsonNode::textValue)
                .containsExactly("VM_BAD_POWER_STATE", vm, "running", "halted");
        assertThat(record.get("result").textValue()).isEmpty();
        assertThat(record.get("progress").doubleValue()).isEqualTo(1.0);
        client.call("task.destroy", task);
        assertThat(client.refusal("task.get_record", task)).containsExactly("HANDLE_INVALID", "task", task);
    }

    @Test
    void resultsAreTextsOfXml() throws Exception {
        String clone = client.text("Async.VM.clone", vm, "a <b> & c");
        ApiClient.until("it ends", () -> !client.text("task.get_status", clone).equals("pending"));
        String result = client.text("task.get_result", clone);
        assertThat(result).matches("<value>OpaqueRef:[-0-9a-f]{36}</value>");
        client.call("VM.destroy", CompactXml.single(result).textValue());
        client.call("task.destroy", clone);

        String scan = client.text("Async.VM.get_possible_hosts", vm);
        ApiClient.until("it ends", () -> !client.text("task.get_status", scan).equals("pending"));
        assertThat(client.text("task.get_result", scan))
                .matches("<value><array><data>(<value>OpaqueRef:[-0-9a-f]{36}</value>)+</data></array></value>");
        client.call("task.destroy", scan);
    }
}
