package io.xapid.server.job;

import io.xapid.model.meta.CallFailure;
import java.time.Duration;

/**
 * How long an operation that collides with others waits for them, before the caller is told with which it collides.
 *
 * @param patientClass objects of this class are worth the whole wait, those of any other class a short one; empty when
 *     every object is worth it
 */
public record Patience(String patientClass) {
    static final Duration LONG = Duration.ofHours(2);
    static final Duration SHORT = Duration.ofMinutes(2);

    /** Two hours for whatever is in the way. */
    public static final Patience USUAL = new Patience("");

    /** Two hours for objects of that class, and two minutes for others: for operations that need many objects at once. */
    public static Patience onlyWith(String className) {
        return new Patience(className);
    }

    Duration with(CallFailure.OtherOperationInProgress collision) {
        return patientClass.isEmpty() || collision.parameters().get(0).equals(patientClass) ? LONG : SHORT;
    }
}
