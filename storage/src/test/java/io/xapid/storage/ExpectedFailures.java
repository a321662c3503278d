package io.xapid.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.storage.StorageException.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expectations about failures. */
public final class ExpectedFailures {
    private ExpectedFailures() {}

    /** Expects a failure of that kind, with a sentence for operators. */
    public static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
                .message()
                .isNotBlank();
    }
}
