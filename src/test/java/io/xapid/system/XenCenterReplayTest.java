package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What XenCenter sends: it asks before it sends a body, counts its calls, and reads the whole database from events. */
@ExtendWith(SharedDaemon.class)
class XenCenterReplayTest {
    private static final JsonCaller.Habits HABITS = new JsonCaller.Habits(
            List.of(
                    "Content-Type: application/json",
                    "Accept: application/json",
                    "User-Agent: XenCenter/2024.3.0",
                    "Connection: Keep-Alive"),
            1,
            true);
    private static final double EVENT_TIMEOUT = 30;

    private final RealDaemon daemon;
    private JsonCaller center;

    XenCenterReplayTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        center = new JsonCaller(daemon.httpsUrl(), HABITS);
        center.login("root", daemon.password(), "2.21", "XenCenter/2024.3.0");
    }

    @AfterEach
    void disconnect() throws Exception {
        center.call("session.logout");
        center.close();
    }

    @Test
    void logsInWithFewerParametersWhereItMust() throws Exception {
        var asked = new JsonCaller(daemon.httpsUrl(), HABITS);
        for (String[] parameters : List.of(
                new String[] {"root", daemon.password(), "2.21"},
                new String[] {"root", daemon.password()},
                new String[] {"root", daemon.password(), "any version will do", "XenCenter/2024.3.0"})) {
            asked.login(parameters);
            asked.call("session.logout");
        }
        asked.use("root"); // which counts as one parameter too few
        assertThat(asked.refusal("session.login_with_password"))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "session.login_with_password", "2", "1");
        asked.close();
    }

    @Test
    void connects() throws Exception {
        JsonNode pools = center.call("pool.get_all_records");
        String master = pools.elements().next().get("master").textValue();
        JsonNode host = center.call("host.get_record", master);
        long version = 1000 * host.get("API_version_major").longValue()
                + host.get("API_version_minor").longValue();
        assertThat(version).isGreaterThanOrEqualTo(2006);
        assertThat(center.call("session.get_is_local_superuser", center.session())
                        .booleanValue())
                .isTrue();
        showsARole();
        List<JsonNode> everything = wholeDatabase();
        assertThat(everything).filteredOn(event -> of(event, "pool")).hasSize(1);
        JsonNode seen = everything.stream()
                .filter(event -> event.get("ref").textValue().equals(master))
                .findFirst()
                .orElseThrow()
                .get("snapshot");
        assertThat(seen).isEqualTo(host);
        hasWhatItCannotDoWithout(seen, everything);
    }

    /** The superuser needs no permission; the roles from which it could choose one to show are there by name. */
    private void showsARole() throws Exception {
        assertThat(center.call("session.get_rbac_permissions", center.session()).isArray())
                .isTrue();
        var shown = new ArrayList<String>();
        for (JsonNode role : center.call("role.get_all_records")) {
            if (!role.get("subroles").isEmpty()) {
                shown.add(role.get("name_label").textValue());
            }
        }
        assertThat(shown)
                .contains("pool-admin", "pool-operator", "vm-power-admin", "vm-admin", "vm-operator", "read-only");
    }

    /** What it knows comes from this one call; a class whose list differed from it would show something else. */
    private List<JsonNode> wholeDatabase() throws Exception {
        var news = new News(center, List.of("*"), "", EVENT_TIMEOUT);
        JsonNode counts = news.more();
        for (String type : List.of("VM", "SR", "network", "VDI", "PBD", "host", "pool", "task", "SM", "console")) {
            String name = type.toLowerCase(Locale.ROOT);
            List<JsonNode> told =
                    news.all().stream().filter(event -> of(event, name)).toList();
            assertThat(told).hasSize(center.call(type + ".get_all").size());
            assertThat(counts.get(name).intValue()).as(name).isEqualTo(told.size());
            assertThat(told)
                    .allMatch(event -> event.get("operation").textValue().equals("add"));
        }
        assertThat(news.all()).noneMatch(event -> of(event, "session") || of(event, "user") || of(event, "secret"));
        return news.all();
    }

    private static boolean of(JsonNode event, String type) {
        return event.get("class").textValue().equals(type);
    }

    private static void hasWhatItCannotDoWithout(JsonNode host, List<JsonNode> everything) {
        assertThat(host.get("software_version").fieldNames())
                .toIterable()
                .contains(
                        "product_version",
                        "product_version_text",
                        "product_version_text_short",
                        "product_brand",
                        "platform_version",
                        "xapi_build",
                        "build_number",
                        "network_backend",
                        "db_schema");
        assertThat(host.get("edition").textValue()).isNotEmpty();
        assertThat(host.get("enabled").booleanValue()).isTrue();
        JsonNode license = host.get("license_params");
        assertThat(license.get("expiry").textValue()).matches("\\d{8}T\\d{2}:\\d{2}:\\d{2}Z");
        assertThat(license.get("enable_xha").textValue()).isEqualTo("true");
        license.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("restrict_")) {
                assertThat(license.get(name).textValue()).as(name).isEqualTo("false");
            }
        });
        assertThat(license.fieldNames()).toIterable().contains("restrict_pooling", "restrict_rbac", "restrict_dmc");
        JsonNode metrics = everything.stream()
                .filter(event -> event.get("ref").equals(host.get("metrics")))
                .findFirst()
                .orElseThrow()
                .get("snapshot");
        assertThat(metrics.get("live").booleanValue()).isTrue();
        JsonNode pool = everything.stream()
                .filter(event -> of(event, "pool"))
                .findFirst()
                .orElseThrow()
                .get("snapshot");
        assertThat(pool.fieldNames()).toIterable().contains("master", "other_config", "tags", "gui_config");
    }

    @Test
    void followsOnASecondConnectionAndBeatsOnAThird() throws Exception {
        var loop = new JsonCaller(daemon.httpsUrl(), HABITS);
        var heart = new JsonCaller(daemon.httpsUrl(), HABITS);
        loop.use(center.session());
        heart.use(center.session());
        String master = center.call("pool.get_all_records")
                .elements()
                .next()
                .get("master")
                .textValue();
        var news = new News(loop, List.of("*"), "", EVENT_TIMEOUT);
        news.more();

        loop.begin("event.from", List.of("*"), news.token(), 30);
        assertThat(heart.text("host.get_servertime", master)).matches("\\d{8}T\\d{2}:\\d{2}:\\d{2}Z");
        String vm = makeLikeTheWizard();
        assertThat(loop.answered("event.from").get("events")).isNotEmpty();
        news.until("vm", vm, record -> true); // also what that answer may have told
        center.call("VM.destroy", vm);
        loop.close();
        heart.close();
    }

    /** Through tasks, each of which is looked at until it has ended and then removed. */
    private String makeLikeTheWizard() throws Exception {
        String vm = center.result("VM.clone", center.only("VM", "Other install media"), "made by the wizard");
        center.call("VM.set_name_label", vm, "made by the wizard");
        var other = new HashMap<String, String>();
        center.call("VM.get_other_config", vm)
                .properties()
                .forEach(entry -> other.put(entry.getKey(), entry.getValue().textValue()));
        other.remove("disks");
        center.call("VM.set_other_config", vm, other);
        center.result("VM.provision", vm);
        center.call("VM.set_VCPUs_max", vm, 1);
        center.call("VM.set_VCPUs_at_startup", vm, 1);
        center.call("VM.set_HVM_boot_params", vm, Map.of("order", "cd"));
        var drive = new HashMap<String, Object>(Map.of("VM", vm, "VDI", "OpaqueRef:NULL", "userdevice", "3"));
        drive.putAll(Map.of("bootable", true, "mode", "RO", "type", "CD", "empty", true, "unpluggable", true));
        drive.putAll(Map.of("other_config", Map.of(), "qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        String disc = center.result("VBD.create", drive);
        assertThat(center.call("VBD.get_empty", disc).booleanValue()).isTrue();
        return vm;
    }
}
