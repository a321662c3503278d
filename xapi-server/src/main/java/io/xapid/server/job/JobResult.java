package io.xapid.server.job;

import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import org.jspecify.annotations.Nullable;

/** What a job answers: a value and its type on the wire. */
public record JobResult(XenType<?> type, @Nullable Object value) {
    public static final JobResult NOTHING = new JobResult(XenType.VOID, null);

    /**
     * What it is about: class and reference of an object, or two empty texts.
     *
     * @throws IllegalStateException when it is neither that nor nothing
     */
    Named named() {
        if (value == null) {
            return new Named("", "");
        } else if (type instanceof XenType.RefTo<?> to && value instanceof Ref<?> ref) {
            return new Named(to.className(), ref.value());
        }
        throw new IllegalStateException("a job answers an object or nothing, not " + type.describe());
    }

    /** An object by class and reference; both are empty for none. */
    record Named(String className, String ref) {
        JobResult result() {
            return className.isEmpty() ? NOTHING : reference(className, Ref.of(ref));
        }
    }

    public static JobResult reference(String className, Ref<?> ref) {
        return new JobResult(XenType.ref(className), ref);
    }
}
