package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private final Row<Vm> vm = Row.of(
            Vm.CLASS,
            Map.<Field<Vm, ?>, Object>of(
                    Vm.NAME_LABEL,
                    "web 1",
                    Vm.IS_A_TEMPLATE,
                    false,
                    Vm.MEMORY_STATIC_MAX,
                    1_073_741_824L,
                    Vm.POWER_STATE,
                    PowerState.RUNNING,
                    Vm.TAGS,
                    List.of("a", "b"),
                    Vm.SNAPSHOT_TIME,
                    Instant.parse("2024-01-31T09:05:00Z"),
                    Vm.RESIDENT_ON,
                    new Ref<>("OpaqueRef:host")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "not false",
                "field \"name__label\"=\"web 1\"",
                "field \"name_label\" = \"web 1\"",
                "\"web 1\"=field \"name__label\"",
                "field \"is_a_template\"=\"false\" and field \"name__label\"=\"web 1\"",
                "field \"memory__static_max\"=\"1073741824\"",
                "field \"power_state\"=\"Running\"",
                "field \"tags\"=\"('a' 'b')\"",
                "field \"other_config\"=\"()\"",
                "field \"snapshot_time\"=\"20240131T09:05:00Z\"",
                "field \"resident_on\"=\"OpaqueRef:host\"",
                "field \"_ref\"=\"OpaqueRef:NULL\"",
                "\"x\"=\"x\"",
                "(((true)))",
                "false or true",
                "\t true\nand  true "
            })
    void acceptsWhatHolds(String expression) {
        assertThat(accepts(expression)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'not \"a\"=\"1\" and \"b\"=\"b\"', true", // not (a=1 and b=b)
        "'not \"a\"=\"a\" and \"b\"=\"2\"', true", // not (a=a and b=2), where (not a=a) and b=2 would be false
        "'true or false and false', false", // (true or false) and false: both bind alike
        "'true or (false and false)', true",
        "'true and not false or true', false", // true and not (false or true)
        "'not not true', true",
        "'false and not true', false"
    })
    void bindsAndAndOrAlikeAndNotLast(String expression, boolean expected) {
        assertThat(accepts(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tru",
                "truely",
                "true true",
                "true and",
                "field \"name__label\"",
                "\"a\"",
                "\"a\"=",
                "\"a\"=\"b",
                "(true",
                "true)",
                "field name=\"x\"",
                "field \"no_such\"=\"x\"",
                "not"
            })
    void refusesWhatItCannotReadAndSaysWhat(String expression) {
        assertThatThrownBy(() -> accepts(expression))
                .isInstanceOfSatisfying(CallFailure.InvalidValue.class, failure -> {
                    assertThat(failure.code()).isEqualTo("INVALID_VALUE");
                    assertThat(failure.parameters()).hasSize(2).first().isEqualTo(expression);
                });
    }

    @Test
    void refusesWhatIsNestedSoDeeplyOrIsSoLongThatItWouldExhaustTheStack() {
        assertThatThrownBy(() -> accepts("(".repeat(100_000) + "true" + ")".repeat(100_000)))
                .isInstanceOf(CallFailure.InvalidValue.class);
        assertThatThrownBy(() -> accepts("not ".repeat(50_000) + "true")).isInstanceOf(CallFailure.InvalidValue.class);
        assertThatThrownBy(() -> accepts("true" + " and true".repeat(30_000)))
                .isInstanceOf(CallFailure.InvalidValue.class);
        assertThat(accepts("true" + " and true".repeat(900))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "1.0, 1",
        "0.25, 0.25",
        "-2.5, -2.5",
        "0.1, 0.100000000000000006",
        "1e20, 1e+20",
        "1.5e-7, 1.49999999999999993e-07",
        "123456789.125, 123456789.125"
    })
    void writesFloatsAsCWouldWithEighteenDigits(double number, String text) {
        assertThat(StoredText.of(XenType.FLOAT, number)).isEqualTo(text);
    }

    @Test
    void writesMapsAsNestedPairs() {
        assertThat(StoredText.of(XenType.STRING_MAP, Map.of("k", "it's"))).isEqualTo("(('k' 'it\\'s'))");
    }

    private boolean accepts(String expression) {
        return Filter.parse(Vm.CLASS, expression, Row::get).accepts(vm);
    }
}
