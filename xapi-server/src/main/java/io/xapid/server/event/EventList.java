package io.xapid.server.event;

import io.xapid.model.event.Event;
import io.xapid.model.meta.OwnForm;
import io.xapid.model.meta.Values;
import java.util.List;

/** The answer to {@code event.next}: events in the order they happened. */
public record EventList(List<WireEvent> events) implements OwnForm<List<Values<Event>>> {
    public EventList {
        events = List.copyOf(events);
    }
}
