package io.xapid.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.AllFailures;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureDefTest {
    @Test
    void aFailureIsReadFromItsConstructors() {
        FailureDef invalid = FailureDef.of(CallFailure.InvalidValue.class);

        assertThat(invalid.code()).isEqualTo("INVALID_VALUE");
        assertThat(invalid.parameters())
                .containsExactly(List.of("name", "file", "message"), List.of("field", "value"), List.of("value"));
    }

    @Test
    void aFailureTellsItsCodeAndParametersInOrder() {
        Failure failure = new CallFailure.MessageParameterCountMismatch("VM.start", 3, 2);

        assertThat(failure.description()).containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.start", "3", "2");
        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(failure).hasMessage("MESSAGE_PARAMETER_COUNT_MISMATCH[VM.start, 3, 2]");
    }

    @Test
    void noCodeHasTwoClasses() {
        List<String> codes = AllFailures.families().stream()
                .flatMap(family -> FailureDef.ofFamily(family).stream())
                .map(FailureDef::code)
                .toList();

        assertThat(codes).doesNotHaveDuplicates().hasSize(636);
    }

    /** A failure that takes what no failure can. */
    public static final class Strange extends Failure {
        private static final long serialVersionUID = 1L;

        public Strange(Thread thread) {
            super("STRANGE", thread);
        }
    }

    @Test
    void aFailureOfStrangeThingsIsRefused() {
        assertThatThrownBy(() -> FailureDef.of(Strange.class)).hasMessageContaining("java.lang.Thread");
    }
}
