package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Follows some classes with event.from, one batch after another, and looks at the form of each event. */
final class News {
    private final Caller client;
    private final List<String> classes;
    private final double timeout;
    private final Deque<JsonNode> unread = new ArrayDeque<>();
    private final List<JsonNode> passed = new ArrayList<>();
    private String token;

    /** Goes on from a token; {@code ""} is before everything. */
    News(Caller client, List<String> classes, String token, double timeout) {
        this.client = client;
        this.classes = classes;
        this.token = token;
        this.timeout = timeout;
    }

    /** Asks once more, and says what came besides events. */
    JsonNode more() throws IOException {
        JsonNode batch = client.call("event.from", classes, token, timeout);
        assertThat(batch.fieldNames()).toIterable().containsExactlyInAnyOrder("events", "valid_ref_counts", "token");
        token = batch.get("token").textValue();
        for (JsonNode event : batch.get("events")) {
            assertThat(event.get("class").textValue()).isLowerCase();
            assertThat(event.get("operation").textValue()).isIn("add", "mod", "del");
            assertThat(event.has("snapshot"))
                    .isEqualTo(!event.get("operation").textValue().equals("del"));
            unread.add(event);
        }
        return batch.get("valid_ref_counts");
    }

    /** The next event that shows this object with such a record; those before it are passed over. */
    JsonNode until(String type, String ref, Predicate<JsonNode> record) throws IOException {
        return next(
                type + " " + ref,
                event -> (is(event, type, "mod", ref) || is(event, type, "add", ref))
                        && record.test(event.get("snapshot")));
    }

    /** The next event that tells that this object is gone; those before it are passed over. */
    void gone(String type, String ref) throws IOException {
        next(type + " " + ref + " gone", event -> is(event, type, "del", ref));
    }

    private JsonNode next(String what, Predicate<JsonNode> wanted) throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline) {
            while (!unread.isEmpty()) {
                JsonNode event = unread.remove();
                passed.add(event);
                if (wanted.test(event)) {
                    return event;
                }
            }
            more();
        }
        throw new AssertionError("no news of " + what + " since " + token + ", but "
                + all().stream()
                        .map(event -> event.get("class").textValue() + " "
                                + event.get("operation").textValue() + " "
                                + event.get("ref").textValue())
                        .collect(Collectors.joining("\n")));
    }

    /** What came so far, whether waited for or not. */
    List<JsonNode> all() {
        var all = new ArrayList<>(passed);
        all.addAll(unread);
        return all;
    }

    /** What came of this class, operation and object. */
    List<JsonNode> of(String type, String operation, String ref) {
        return all().stream().filter(event -> is(event, type, operation, ref)).toList();
    }

    String token() {
        return token;
    }

    private static boolean is(JsonNode event, String type, String operation, String ref) {
        return event.get("class").textValue().equals(type)
                && event.get("operation").textValue().equals(operation)
                && event.get("ref").textValue().equals(ref);
    }
}
