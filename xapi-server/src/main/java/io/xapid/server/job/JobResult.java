package io.xapid.server.job;

import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import org.jspecify.annotations.Nullable;

/** What a job answers: a value and its type on the wire. */
public record JobResult(XenType<?> type, @Nullable Object value) {
    public static final JobResult NOTHING = new JobResult(XenType.VOID, null);

    public static JobResult reference(String className, Ref<?> ref) {
        return new JobResult(XenType.ref(className), ref);
    }
}
