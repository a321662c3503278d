package io.xapid.server.api;

import io.xapid.model.meta.XenType;
import io.xapid.model.store.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a call, before a codec writes it. */
public sealed interface Reply {
    /**
     * A value to write as {@code type}.
     *
     * @param value Java values as {@link XenType} says; records are rows, and a map of references to rows is written
     *     straight from the rows
     * @param state the state to compute derived values from, such as {@code allowed_operations}
     */
    record Success(XenType<?> type, @Nullable Object value, Snapshot state) implements Reply {}

    /** The same, without the envelope of status and value: {@code system.listMethods}. */
    record Bare(XenType<?> type, @Nullable Object value, Snapshot state) implements Reply {}

    /** @param description the code and its parameters */
    record Failed(List<String> description) implements Reply {
        public Failed {
            description = List.copyOf(description);
        }
    }
}
