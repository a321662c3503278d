package io.xapid.server.event;

import io.xapid.model.event.Event;
import io.xapid.model.meta.OwnForm;
import io.xapid.model.meta.Values;
import java.util.List;
import java.util.Map;

/**
 * The answer to {@code event.from}.
 *
 * @param events in the order they are told
 * @param validRefCounts how many objects each class has, by lower-case class name
 * @param token where the next call goes on
 */
public record EventBatch(List<WireEvent> events, Map<String, Integer> validRefCounts, String token)
        implements OwnForm<List<Values<Event>>> {
    public EventBatch {
        events = List.copyOf(events);
        validRefCounts = Map.copyOf(validRefCounts);
    }
}
