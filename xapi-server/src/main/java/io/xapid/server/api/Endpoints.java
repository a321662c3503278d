package io.xapid.server.api;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every name that a client may call, and what it stands for. */
final class Endpoints {
    private static final String ASYNC = "Async.";
    private static final String INTERNAL_ASYNC = "InternalAsync.";

    private final Map<String, Endpoint> byName = new HashMap<>();
    private final List<String> published;

    /** How a name asks to be answered. */
    enum Mode {
        /** When the work is done. */
        SYNCHRONOUS,
        /** At once, with a task. */
        ASYNCHRONOUS,
        /** Not at all: the message has no asynchronous form. */
        NO_SUCH_FORM
    }

    record Endpoint(BoundMessage message, Mode mode) {}

    Endpoints(Collection<BoundMessage> messages) {
        for (BoundMessage message : messages) {
            String name = message.definition().wireName();
            var plain = new Endpoint(message, Mode.SYNCHRONOUS);
            byName.put(name, plain);
            byName.putIfAbsent(name.replace('.', '_'), plain);
            boolean async = message.definition().hasAsync();
            var background = new Endpoint(message, async ? Mode.ASYNCHRONOUS : Mode.NO_SUCH_FORM);
            byName.put(ASYNC + name, background);
            byName.put(INTERNAL_ASYNC + name, background);
        }
        published = messages.stream()
                .map(message -> message.definition().wireName())
                .toList();
    }

    Optional<Endpoint> find(String method) {
        return Optional.ofNullable(byName.get(method));
    }

    /** All messages, as {@code system.listMethods} tells them. */
    List<String> published() {
        return published;
    }
}
