package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A client that speaks JSON-RPC 2.0. */
final class JsonCaller extends Caller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String head;
    private final int step;
    private final boolean asksFirst;
    private int id;

    /**
     * What sets clients apart.
     *
     * @param headers the lines, besides Host and Content-Length, of each request
     * @param step by how much the id grows from call to call
     * @param asksFirst whether the body is held back until the daemon says that it wants it
     */
    record Habits(List<String> headers, int step, boolean asksFirst) {}

    JsonCaller(String url, Habits habits) throws IOException {
        super(url);
        this.head = "POST /jsonrpc HTTP/1.1\r\nHost: " + url.replaceAll("^.*//", "") + "\r\n"
                + String.join(
                        "", habits.headers().stream().map(line -> line + "\r\n").toList());
        this.step = habits.step();
        this.asksFirst = habits.asksFirst();
    }

    @Override
    JsonNode raw(String method, Object... parameters) throws IOException {
        id += step;
        return answer(method, exchange(request(method, parameters)));
    }

    /** Leaves a call under way: what it answers is read with {@link #answered}. */
    void begin(String method, Object... parameters) throws IOException {
        id += step;
        var all = new ArrayList<Object>(List.of(session()));
        all.addAll(List.of(parameters));
        connection().send(head, request(method, all.toArray()));
    }

    JsonNode answered(String method) throws IOException {
        return answer(method, connection().read());
    }

    private String request(String method, Object... parameters) throws IOException {
        ObjectNode request = JSON.createObjectNode();
        request.put("jsonrpc", "2.0").put("method", method);
        ArrayNode array = request.putArray("params");
        for (Object parameter : parameters) {
            array.add(JSON.<JsonNode>valueToTree(parameter));
        }
        return JSON.writeValueAsString(request.put("id", id));
    }

    private RawConnection.Answer exchange(String body) throws IOException {
        if (!asksFirst) {
            connection().send(head, body);
            return connection().read();
        }
        connection().send(head + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
        assertThat(connection().read().status()).isEqualTo("HTTP/1.1 100 Continue");
        connection().send(body);
        return connection().read();
    }

    private JsonNode answer(String method, RawConnection.Answer answer) throws IOException {
        assertThat(answer.status()).as(method).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.header("Content-Type")).as(method).isEqualTo("application/json");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        JsonNode envelope = JSON.readTree(answer.body());
        assertThat(envelope.get("jsonrpc").textValue()).isEqualTo("2.0");
        assertThat(envelope.get("id").isInt()).isTrue();
        assertThat(envelope.get("id").intValue()).isEqualTo(id);
        assertThat(envelope).as(method).hasSize(3); // a result or an error, never both, and none that is null
        JsonNode error = envelope.get("error");
        if (error == null) {
            assertThat(envelope.has("result")).isTrue();
            return envelope.get("result");
        }
        assertThat(error.get("code").isInt()).isTrue();
        assertThat(error.get("data").isArray()).isTrue();
        assertThat(error).hasSize(3);
        var description = new ArrayList<>(List.of(error.get("message").textValue()));
        StreamSupport.stream(error.get("data").spliterator(), false)
                .map(JsonNode::textValue)
                .forEach(description::add);
        throw new ApiClient.Refused(method, description);
    }
}
