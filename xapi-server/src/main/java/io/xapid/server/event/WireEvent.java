package io.xapid.server.event;

import io.xapid.model.event.EventOperation;
import io.xapid.model.store.Row;
import org.jspecify.annotations.Nullable;

/**
 * One event as a client reads it.
 *
 * @param id a generation, or a sequence number in {@link EventList}
 * @param timestamp text ready for the wire, such as {@code 0.0} or {@code 1700000000.}
 * @param className in lower case
 * @param snapshot the object as it is, or null where the event carries none; its encoded form is made once and shared by
 *     all clients
 */
public record WireEvent(
        long id,
        String timestamp,
        String className,
        EventOperation operation,
        String ref,
        @Nullable Row<?> snapshot) {}
