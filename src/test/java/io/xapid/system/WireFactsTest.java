package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What on the wire some client breaks on, looked at byte by byte. */
@ExtendWith(SharedDaemon.class)
class WireFactsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealDaemon daemon;
    private RawConnection connection;
    private String session;

    WireFactsTest(RealDaemon daemon) {
        this.daemon = daemon;
    }

    @BeforeEach
    void connect() throws Exception {
        session = ApiClient.login(daemon).session();
        connection = RawConnection.to(daemon.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
        new ApiClient(daemon.url(), session).call("session.logout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/RPC2", "/xmlrpc", "/json", "/RPC2/"})
    void xmlIsServedOnEveryPath(String path) throws Exception {
        RawConnection.Answer answer = post(path, "text/xml", xml("pool.get_all", text(session)));

        assertThat(answer.status()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.header("Content-Type")).isEqualTo("text/xml");
        assertThat(answer.body())
                .matches("<\\?xml version=\"1\\.0\"\\?><methodResponse><params><param><value><struct>"
                        + "<member><name>Status</name><value>Success</value></member><member><name>Value</name><value>"
                        + "<array><data><value>OpaqueRef:[-0-9a-f]{36}</value></data></array></value></member></struct>"
                        + "</value></param></params></methodResponse>");
    }

    @Test
    void everyRecordIsWrittenAsTheirParsersNeed() throws Exception {
        var strict = new XmlCaller(daemon.url(), XmlCaller.Writing.JAVA); // which stops at a blank between tags
        strict.use(session);
        JsonNode methods = strict.bare("system.listMethods");
        for (JsonNode method : methods) {
            if (method.textValue().endsWith(".get_all_records")) {
                assertThat(strict.call(method.textValue()).isObject()).isTrue();
            }
        }
        strict.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<value>0</value>", "<value><int>0</int></value>", "<value><i4>0</i4></value>"})
    void integersMayComeInAnyForm(String zero) throws Exception {
        String pool =
                new ApiClient(daemon.url(), session).call("pool.get_all").get(0).asText();
        String body = post("/", "text/xml", xml("pool.set_vm_console_idle_timeout", text(session), text(pool), zero))
                .body();

        assertThat(body).contains("<name>Status</name><value>Success</value>");
        assertThat(body).contains("<name>Value</name><value></value>"); // and void is an untyped empty string
    }

    @ParameterizedTest
    @CsvSource({"<value/>", "<value></value>", "<value><string></string></value>", "<value><string/></value>"})
    void emptyStringsMayComeInAnyForm(String empty) throws Exception {
        assertThat(post("/", "text/xml", xml("network.get_by_name_label", text(session), empty))
                        .body())
                .contains("<value><array><data></data></array></value>");
    }

    @Test
    void failuresAreArraysOfUntypedStrings() throws Exception {
        assertThat(post("/RPC2", "text/xml", xml("VM.get_record", text(session), text("OpaqueRef:none")))
                        .body())
                .isEqualTo("<?xml version=\"1.0\"?><methodResponse><params><param><value><struct>"
                        + "<member><name>Status</name><value>Failure</value></member><member><name>ErrorDescription</name>"
                        + "<value><array><data><value>HANDLE_INVALID</value><value>VM</value><value>OpaqueRef:none</value>"
                        + "</data></array></value></member></struct></value></param></params></methodResponse>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'jsonrpc':'2.0','id':0          | {'jsonrpc':'2.0','result':[],'id':0}",
                "'jsonrpc':'2.0','id':-2147483648 | {'jsonrpc':'2.0','result':[],'id':-2147483648}",
                "'jsonrpc':'2.0','id':'a'        | {'jsonrpc':'2.0','result':[],'id':'a'}",
                "'id':7                          | {'result':[],'error':null,'id':7}"
            })
    void jsonAnswersInTheVersionOfTheCall(String version, String expected) throws Exception {
        RawConnection.Answer answer =
                post("/jsonrpc", "application/json", json(version, "VM.get_by_name_label", "none"));

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree(expected.replace('\'', '"')));
        assertThat(answer.body()).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'jsonrpc':'2.0','id':1 | {'jsonrpc':'2.0','error':{'code':1,'message':'HANDLE_INVALID','data':['VM','none']},'id':1}",
                "'id':1 | {'result':null,'error':['HANDLE_INVALID','VM','none'],'id':1}"
            })
    void jsonFailsInTheVersionOfTheCall(String version, String expected) throws Exception {
        RawConnection.Answer answer = post("/jsonrpc", "application/json", json(version, "VM.get_record", "none"));

        assertThat(answer.status()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree(expected.replace('\'', '"')));
    }

    @Test
    void jsonHasNumbersTruthsAndCompactDates() throws Exception {
        ApiClient client = new ApiClient(daemon.url(), session);
        JsonNode host = client.call("host.get_all_records").elements().next();
        assertThat(host.get("API_version_minor").isIntegralNumber()).isTrue();
        assertThat(host.get("enabled").isBoolean()).isTrue();
        assertThat(host.get("last_software_update").textValue()).isEqualTo("19700101T00:00:00Z");
        JsonNode cpus = client.call("host_cpu.get_all_records").elements().next();
        assertThat(cpus.get("utilisation").isFloatingPointNumber()).isTrue();
        JsonNode metrics =
                client.call("host_metrics.get_all_records").elements().next();
        assertThat(metrics.get("memory_total").longValue()).isGreaterThan(1L << 28);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "; charset=utf-8"})
    void whatTheRequestCallsItsBodyDoesNotMatter(String more) throws Exception {
        assertThat(post("/jsonrpc", "application/json" + more, json("'id':1", "VM.get_by_name_label", "none"))
                        .header("Content-Type"))
                .isEqualTo("application/json");
        assertThat(post("/", "text/xml" + more, xml("pool.get_all", text(session)))
                        .header("Content-Type"))
                .isEqualTo("text/xml");
    }

    @Test
    void answersOldHttpAndEndsTheConnection() throws Exception {
        connection.send("POST /RPC2 HTTP/1.0\r\n", xml("pool.get_all", text(session)));
        RawConnection.Answer answer = connection.read();
        assertThat(answer.status()).isEqualTo("HTTP/1.0 200 OK");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(connection.isAtEnd()).isTrue();
    }

    @Test
    void tellsNothingElseInItsHeaders() throws Exception {
        RawConnection.Answer answer = post("/", "text/xml", xml("pool.get_all", text(session)));
        assertThat(answer.headers())
                .containsExactlyInAnyOrder(
                        "Content-Type: text/xml",
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: X-Requested-With",
                        "Cache-Control: no-cache, no-store",
                        "Connection: keep-alive",
                        "Content-Length: " + answer.body().length());
    }

    @Test
    void anyTextComesBackAsItWentIn() throws Exception {
        ApiClient client = new ApiClient(daemon.url(), session);
        String pool = client.call("pool.get_all").get(0).asText();
        var strict = new XmlCaller(daemon.url(), XmlCaller.Writing.PYTHON);
        strict.use(session);
        for (String name : List.of(" a ", "<a&b>\"c'", "]]>", "\u00e4\u4e2d\ud83d\ude00", "a\nb\tc", "&amp;", "")) {
            client.call("pool.set_name_description", pool, name);
            assertThat(client.call("pool.get_name_description", pool).textValue())
                    .isEqualTo(name);
            assertThat(strict.text("pool.get_name_description", pool)).isEqualTo(name);
            strict.call("pool.set_name_description", pool, "x" + name);
            assertThat(client.call("pool.get_name_description", pool).textValue())
                    .isEqualTo("x" + name);
        }
        client.call("pool.set_name_description", pool, "");
        strict.close();
    }

    private RawConnection.Answer post(String path, String type, String body) throws Exception {
        connection.send("POST " + path + " HTTP/1.1\r\nHost: host\r\nContent-Type: " + type + "\r\n", body);
        return connection.read();
    }

    private static String xml(String method, String... values) {
        var body =
                new StringBuilder("<?xml version=\"1.0\"?><methodCall><methodName>" + method + "</methodName><params>");
        for (String value : values) {
            body.append("<param>").append(value).append("</param>");
        }
        return body.append("</params></methodCall>").toString();
    }

    private static String text(String text) {
        return "<value><string>" + text + "</string></value>";
    }

    private String json(String version, String method, String parameter) {
        return ("{" + version + ",'method':'" + method + "','params':['" + session + "','" + parameter + "']}")
                .replace('\'', '"');
    }
}
