package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One transaction as the log holds it.
 *
 * @param id names it among all entries, so that an unknown result can be looked up
 * @param at when it was made, to the millisecond
 * @param basedOn the index of the state that it read
 * @param reliedOn the objects it read, with the version of each
 */
public record Entry(UUID id, Instant at, long basedOn, List<Reliance> reliedOn, List<Change> changes) {
    public Entry {
        reliedOn = List.copyOf(reliedOn);
        changes = List.copyOf(changes);
    }

    /** @param modifiedAt the version that was read; 0 where the object did not exist */
    public record Reliance(ClassDef<?> definition, Ref<?> ref, long modifiedAt) {}
}
