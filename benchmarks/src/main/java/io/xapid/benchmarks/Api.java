package io.xapid.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that is logged in. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpConnection connection;
    private final String session;

    private Api(HttpConnection connection, String session) {
        this.connection = connection;
        this.session = session;
    }

    static Api login(int port, String password) throws IOException {
        var connection = new HttpConnection(port);
        try {
            JsonNode session =
                    send(connection, "session.login_with_password", List.of("root", password, "1.0", "bench"));
            return new Api(connection, session.asText());
        } catch (IOException problem) {
            connection.close();
            throw problem;
        }
    }

    String session() {
        return session;
    }

    /** A call's result; the session goes in front of what is given. */
    JsonNode call(String method, Object... arguments) throws IOException {
        return send(connection, method, withSession(arguments));
    }

    /** The request of such a call over JSON-RPC. */
    byte[] request(String method, Object... arguments) throws IOException {
        return encode(method, withSession(arguments));
    }

    /** Reads an answer and forgets it; returns how many bytes it had. */
    long drain(byte[] request) throws IOException {
        return connection.drain(request);
    }

    byte[] exchange(byte[] request) throws IOException {
        return connection.exchange(request);
    }

    private List<Object> withSession(Object... arguments) {
        var all = new ArrayList<Object>();
        all.add(session);
        all.addAll(List.of(arguments));
        return all;
    }

    private static JsonNode send(HttpConnection connection, String method, List<?> arguments) throws IOException {
        JsonNode answer = JSON.readTree(connection.exchange(encode(method, arguments)));
        if (!answer.hasNonNull("result")) {
            throw new IOException(method + " failed: " + answer.path("error"));
        }
        return answer.get("result");
    }

    private static byte[] encode(String method, List<?> arguments) throws IOException {
        return HttpMessages.json(
                JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "method", method, "params", arguments, "id", 1)));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
