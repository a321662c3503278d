package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls messages with the bytes that one client of the field sends, over a connection of its own, and takes answers only in
 * the form that this client reads.
 */
abstract class Caller implements AutoCloseable {
    private final String url;
    private RawConnection connection;
    private String session = "";

    Caller(String url) throws IOException {
        this.url = url;
        this.connection = RawConnection.to(url);
    }

    /** Calls a message with these parameters and no others. */
    abstract JsonNode raw(String method, Object... parameters) throws IOException;

    /** Logs in with these parameters, and uses the session from then on. */
    final void login(String... parameters) throws IOException {
        session = raw("session.login_with_password", (Object[]) parameters).asText();
        assertThat(session).startsWith("OpaqueRef:");
    }

    final String session() {
        return session;
    }

    /** Goes on with a session that another connection has. */
    final void use(String knownSession) {
        session = knownSession;
    }

    /** Calls a message with the session in front. */
    final JsonNode call(String method, Object... parameters) throws IOException {
        var all = new ArrayList<Object>();
        all.add(session);
        all.addAll(List.of(parameters));
        return raw(method, all.toArray());
    }

    /** The same for messages that answer a reference or another text. */
    final String text(String method, Object... parameters) throws IOException {
        JsonNode answer = call(method, parameters);
        assertThat(answer.isTextual()).as(method).isTrue();
        return answer.textValue();
    }

    /** The description of the failure with which a call with the session in front ends. */
    final List<String> refusal(String method, Object... parameters) {
        return catchThrowableOfType(ApiClient.Refused.class, () -> call(method, parameters))
                .description();
    }

    /** What the pool's database holds under a label, which must be one object. */
    final String only(String type, String label) throws IOException {
        JsonNode found = call(type + ".get_by_name_label", label);
        assertThat(found).as(label).hasSize(1);
        return found.get(0).asText();
    }

    /** The result of a message that runs behind a task, which is removed as clients do. */
    final String result(String method, Object... parameters) throws Exception {
        String task = text("Async." + method, parameters);
        ApiClient.until(method, () -> !text("task.get_status", task).equals("pending"));
        assertThat(text("task.get_status", task))
                .as(() -> method + " " + why(task))
                .isEqualTo("success");
        String result = text("task.get_result", task);
        call("task.destroy", task);
        return result.isEmpty() ? "" : CompactXml.single(result).asText();
    }

    private String why(String task) {
        try {
            return call("task.get_error_info", task).toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    final String url() {
        return url;
    }

    final RawConnection connection() {
        return connection;
    }

    /** Goes on over another connection, as clients do whose library has closed one. */
    final void reconnect() throws IOException {
        connection.close();
        connection = RawConnection.to(url);
    }

    @Override
    public final void close() throws IOException {
        connection.close();
    }
}
