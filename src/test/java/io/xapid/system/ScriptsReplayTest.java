package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What plain scripts on XenAPI.py send: an old login, one record after another, and the old events. */
@ExtendWith(SharedDaemon.class)
class ScriptsReplayTest {
    private final RealDaemon daemon;
    private XmlCaller script;

    ScriptsReplayTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        script = new XmlCaller(daemon.url(), XmlCaller.Writing.PYTHON);
        script.login("root", daemon.password());
    }

    @AfterEach
    void disconnect() throws Exception {
        script.call("session.logout");
        script.close();
    }

    @Test
    void learnsTheVersionFromTheMaster() throws Exception {
        String pool = script.call("pool.get_all").get(0).textValue();
        String master = script.text("pool.get_master", pool);
        assertThat(script.text("host.get_API_version_major", master)).isEqualTo("2");
        assertThat(script.text("host.get_API_version_minor", master)).matches("\\d+");
    }

    @Test
    void readsOneRecordAfterAnother() throws Exception {
        var names = new ArrayList<String>();
        for (JsonNode ref : script.call("VM.get_all")) {
            JsonNode record = script.call("VM.get_record", ref.textValue());
            assertThat(script.text("VM.get_by_uuid", record.get("uuid").textValue()))
                    .isEqualTo(ref.textValue());
            assertThat(record.get("is_a_template").isBoolean()).isTrue();
            assertThat(record.get("is_control_domain").isBoolean()).isTrue();
            assertThat(record.get("power_state").textValue()).isIn("Halted", "Running");
            names.add(record.get("name_label").textValue());
        }
        assertThat(names).contains("Tiny Linux", "Other install media");
        assertThat(script.call("VM.get_by_name_label", "nobody is called so")).isEmpty();
    }

    @Test
    void listsMethodsWithoutASessionAndWithoutAnEnvelope() throws Exception {
        JsonNode methods = script.bare("system.listMethods");
        assertThat(methods.isArray()).isTrue();
        assertThat(methods).extracting(JsonNode::textValue).contains("VM.start", "host.get_all_records");
    }

    @Test
    void fencesWithTheThirdParameterSetTrue() throws Exception {
        String vm = script.text("VM.clone", script.only("VM", "Tiny Linux"), "fenced");
        script.call("VM.provision", vm); // and nothing clears is_a_template
        script.call("VM.start", vm, false, true);
        script.call("VM.hard_reboot", vm);
        script.call("VM.hard_shutdown", vm);
        script.call("VM.destroy", vm);
    }

    @Test
    void logsInAgainWhenItsSessionIsNoMore() throws Exception {
        var forgetful = new XmlCaller(daemon.url(), XmlCaller.Writing.PYTHON);
        forgetful.login("root", daemon.password());
        String stale = forgetful.session();
        assertThat(forgetful.call("session.logout").textValue()).isEmpty();
        assertThat(forgetful.refusal("VM.get_all")).containsExactly("SESSION_INVALID", stale);
        forgetful.login("root", daemon.password());
        assertThat(forgetful.call("VM.get_all")).isNotEmpty();
        forgetful.call("session.logout");
        forgetful.close();
    }

    @Test
    void waitsForOldEventsAndLeavesOff() throws Exception {
        assertThat(script.refusal("event.next")).startsWith("SESSION_NOT_REGISTERED");
        script.call("event.register", List.of("network", "pool"));
        long id = Long.parseLong(script.text("event.get_current_id"));
        CompletableFuture<JsonNode> next = CompletableFuture.supplyAsync(() -> next(script.session()));
        String network = script.text("network.create", Map.of("name_label", "news", "other_config", Map.of()));
        JsonNode events = next.get(60, TimeUnit.SECONDS);
        JsonNode first = events.get(0);
        assertThat(first.get("class").textValue()).isEqualTo("network");
        assertThat(first.get("operation").textValue()).isEqualTo("add");
        assertThat(first.get("ref").textValue()).isEqualTo(network);
        assertThat(Long.parseLong(first.get("id").textValue())).isGreaterThanOrEqualTo(id);
        assertThat(first.get("timestamp").textValue()).matches("\\d+\\.");
        assertThat(first.get("snapshot").get("name_label").textValue()).isEqualTo("news");
        script.call("network.destroy", network);
        JsonNode last = next(script.session());
        assertThat(last.get(0).get("operation").textValue()).isEqualTo("del");
        assertThat(last.get(0).get("snapshot").get("name_label").textValue()).isEqualTo("news");
        script.call("event.unregister", List.of("network"));
        String unheard = script.text("network.create", Map.of("name_label", "unheard", "other_config", Map.of()));
        script.call("network.destroy", unheard);
        String pool = script.call("pool.get_all").get(0).textValue();
        script.call("pool.add_tags", pool, "heard");
        assertThat(next(script.session()))
                .extracting(event -> event.get("class").textValue())
                .containsExactly("pool");
        script.call("pool.remove_tags", pool, "heard");
    }

    private JsonNode next(String session) {
        try (XmlCaller waiting = new XmlCaller(daemon.url(), XmlCaller.Writing.PYTHON)) {
            waiting.use(session);
            return waiting.call("event.next");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void mayLeaveOutWhatItDoesNotKnowOrSayNone() throws Exception {
        String network = script.text(
                "network.create",
                Map.of("other_config", Map.of(), "name_label", "sparse", "name_description", XmlCaller.NIL));
        assertThat(script.text("network.get_name_description", network)).isEmpty();
        assertThat(script.text("network.get_MTU", network)).isEqualTo("1500");
        script.call("network.set_MTU", network, 1400);
        assertThat(script.text("network.get_MTU", network)).isEqualTo("1400");
        script.call("network.destroy", network);
    }

    @Test
    void callsBehindATask() throws Exception {
        String task = script.text("task.create", "script's own", "");
        script.call("task.set_progress", task, 1); // an integer where a float is meant
        script.call("task.set_status", task, "success");
        JsonNode record = script.call("task.get_record", task);
        assertThat(record.get("status").textValue()).isEqualTo("success");
        assertThat(record.get("progress").doubleValue()).isEqualTo(1.0);
        script.call("task.destroy", task);
        String vm = CompactXml.single(taskResult("VM.clone", script.only("VM", "Other install media"), "from a task"))
                .textValue();
        assertThat(script.text("VM.get_name_label", vm)).isEqualTo("from a task");
        assertThat(taskResult("VM.destroy", vm)).isIn("", "<value></value>");
        assertThat(script.refusal("Async.VM.destroy")).contains("MESSAGE_PARAMETER_COUNT_MISMATCH");
    }

    /** The result as the task holds it. */
    private String taskResult(String method, Object... parameters) throws Exception {
        String task = script.text("Async." + method, parameters);
        ApiClient.until(method, () -> !script.text("task.get_status", task).equals("pending"));
        JsonNode record = script.call("task.get_record", task);
        assertThat(record.get("status").textValue()).isEqualTo("success");
        assertThat(record.get("progress").doubleValue()).isEqualTo(1.0);
        assertThat(record.get("finished").textValue())
                .isGreaterThanOrEqualTo(record.get("created").textValue());
        assertThat(record.get("error_info")).isEmpty();
        script.call("task.destroy", task);
        return record.get("result").textValue();
    }
}
