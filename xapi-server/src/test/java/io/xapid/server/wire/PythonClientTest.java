package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client we did not write: the XML-RPC and JSON of Python's standard library. */
class PythonClientTest {
    private static final String SCRIPT = """
            import json, ssl, sys, urllib.request, xmlrpc.client
            http, https = sys.argv[1], sys.argv[2]
            anyone = ssl._create_unverified_context()
            nasty = "a<b>&\\"'\\u00e9\\U0001F600\\t\\n end"
            for proxy in (xmlrpc.client.ServerProxy(http, allow_none=True),
                          xmlrpc.client.ServerProxy(https, context=anyone)):
                for i in range(20):
                    assert proxy.echo(nasty)["Value"] == nasty
                assert proxy.echo("")["Value"] == ""
                assert proxy.large("3000")["Value"] == ["0123456789" * 10] * 3000
                assert proxy.fail() == {"Status": "Failure", "ErrorDescription": ["TEST_FAILURE", "why"]}
            def ask(url, body):
                request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
                with urllib.request.urlopen(request, context=anyone if url.startswith("https") else None) as answer:
                    assert answer.headers["Content-Type"] == "application/json"
                    return json.load(answer)
            for url in (http, https):
                assert ask(url + "/jsonrpc", {"jsonrpc": "2.0", "method": "echo", "params": [nasty], "id": 7}) == {
                    "jsonrpc": "2.0", "result": nasty, "id": 7}
                assert ask(url + "/jsonrpc", {"method": "fail", "params": [], "id": "x"}) == {
                    "result": None, "error": ["TEST_FAILURE", "why"], "id": "x"}
            print("served")
            """;

    @TempDir
    Path directory;

    @Test
    void isServed() throws IOException, InterruptedException {
        try (var door = new Door(directory, FrontDoorSettings.Limits.DEFAULT)) {
            Process python = new ProcessBuilder(
                            "python3",
                            "-c",
                            SCRIPT,
                            "http://127.0.0.1:" + door.door.httpPort(),
                            "https://localhost:" + door.door.httpsPort())
                    .redirectErrorStream(true)
                    .start();
            try {
                String said = new String(python.getInputStream().readAllBytes(), UTF_8);
                assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(said).isEqualTo("served\n");
            } finally {
                python.destroyForcibly();
            }
        }
    }
}
