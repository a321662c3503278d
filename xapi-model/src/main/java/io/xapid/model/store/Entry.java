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

    /**
     * What must not have changed since.
     *
     * @param ref the object; {@link #ALL} for the class as a whole: none may have come, gone or changed
     * @param modifiedAt the version that was read; 0 where the object did not exist; {@link #UNSETTLED} for what an entry
     *     left that had no place in the log yet
     */
    public record Reliance(ClassDef<?> definition, Ref<?> ref, long modifiedAt) {
        /** No object has this reference. */
        public static final Ref<?> ALL = Ref.of("*");

        /**
         * Holds only when nothing came between: then the entry that it was read from has the place that was expected. The
         * version is no witness of that, since another's entry may have that place, and have changed the same object.
         */
        public static final long UNSETTLED = -1;

        boolean isAboutAll() {
            return ref.equals(ALL);
        }
    }
}
