package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Follows some classes with event.from as a client does that mirrors objects, and looks at the form of each event. */
final class News {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Caller client;
    private final List<String> classes;
    private final double timeout;
    private final List<JsonNode> all = new ArrayList<>();
    private final Map<String, JsonNode> last = new HashMap<>();
    private String token;

    /** Goes on from a token; {@code ""} is before everything. */
    News(Caller client, List<String> classes, String token, double timeout) {
        this.client = client;
        this.classes = classes;
        this.token = token;
        this.timeout = timeout;
    }

    /** Asks once more, and says how many objects there are of each class. */
    JsonNode more() throws IOException {
        JsonNode batch = client.call("event.from", classes, token, timeout);
        assertThat(batch.fieldNames()).toIterable().containsExactlyInAnyOrder("events", "valid_ref_counts", "token");
        token = batch.get("token").textValue();
        for (JsonNode event : batch.get("events")) {
            assertThat(event.get("class").textValue()).isLowerCase();
            String operation = event.get("operation").textValue();
            assertThat(operation).isIn("add", "mod", "del");
            assertThat(event.has("snapshot")).isEqualTo(!operation.equals("del"));
            all.add(event);
            last.put(key(event.get("class").textValue(), event.get("ref").textValue()), event);
        }
        return batch.get("valid_ref_counts");
    }

    /** Waits until the object is last told of with such a record, and answers that record. */
    JsonNode until(String type, String ref, Predicate<JsonNode> record) throws IOException {
        return await(type, ref, event -> event.has("snapshot") && record.test(event.get("snapshot")))
                .get("snapshot");
    }

    /** Waits until the object is told to be gone. */
    void gone(String type, String ref) throws IOException {
        await(type, ref, event -> !event.has("snapshot"));
    }

    private JsonNode await(String type, String ref, Predicate<JsonNode> wanted) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            JsonNode event = last.get(key(type, ref));
            if (event != null && wanted.test(event)) {
                return event;
            }
            more();
        }
        throw new AssertionError("no news of " + key(type, ref) + " until " + token + ", but "
                + all.stream()
                        .map(event -> event.get("operation").textValue() + " "
                                + key(
                                        event.get("class").textValue(),
                                        event.get("ref").textValue()))
                        .collect(Collectors.joining("\n")));
    }

    /** What came so far, in order. */
    List<JsonNode> all() {
        return List.copyOf(all);
    }

    /** What came of this class, operation and object. */
    List<JsonNode> of(String type, String operation, String ref) {
        return all.stream()
                .filter(event -> event.get("class").textValue().equals(type)
                        && event.get("operation").textValue().equals(operation)
                        && event.get("ref").textValue().equals(ref))
                .toList();
    }

    String token() {
        return token;
    }

    private static String key(String type, String ref) {
        return type + " " + ref;
    }
}
