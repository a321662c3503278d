package io.xapid.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A small JSON-RPC client with a session, for tests that look at the daemon more closely than real clients do. */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI endpoint;
    private String session;

    ApiClient(String url, String session) {
        this.endpoint = URI.create(url.replaceAll("/$", "") + "/jsonrpc");
        this.session = session;
    }

    static ApiClient login(RealDaemon daemon) throws IOException, InterruptedException {
        var client = new ApiClient(daemon.url(), "");
        client.session = client.raw("session.login_with_password", "root", daemon.password())
                .asText();
        return client;
    }

    /** The same session on another connection, or on the same daemon after it has started again elsewhere. */
    ApiClient at(RealDaemon daemon) {
        return new ApiClient(daemon.url(), session);
    }

    String session() {
        return session;
    }

    /** Calls a message with the session in front. */
    JsonNode call(String method, Object... parameters) throws IOException, InterruptedException {
        var all = new Object[parameters.length + 1];
        all[0] = session;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return raw(method, all);
    }

    /** Calls a message with these parameters and no others. */
    JsonNode raw(String method, Object... parameters) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("jsonrpc", "2.0").put("method", method).put("id", 1);
        ArrayNode array = body.putArray("params");
        for (Object parameter : parameters) {
            array.add(JSON.<JsonNode>valueToTree(parameter));
        }
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofMinutes(3))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + " for " + method);
        }
        JsonNode answer = JSON.readTree(response.body());
        if (answer.has("error")) {
            var description = new ArrayList<String>();
            description.add(answer.get("error").get("message").asText());
            answer.get("error").get("data").forEach(parameter -> description.add(parameter.asText()));
            throw new Refused(method, description);
        }
        return answer.get("result");
    }

    /** Waits until {@code condition} holds. */
    static void until(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime()
                + Underneath.here().patience(Duration.ofMinutes(2)).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what);
            }
            Thread.sleep(20);
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /** The daemon said no, with a documented failure. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> description;

        Refused(String method, List<String> description) {
            super(method + ": " + description);
            this.description = List.copyOf(description);
        }

        List<String> description() {
            return description;
        }
    }
}
