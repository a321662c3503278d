package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.vm.PowerState;
import io.xapid.server.api.WireCall.WireDate;
import io.xapid.server.api.WireCall.WireNil;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    private static final XenType<?> POWER_STATE = XenType.enumOf(PowerState.class);

    @ParameterizedTest
    @CsvSource({"42, 42", "-7, -7", "+7, 7", "0x10, 16", "0XfF, 255", "9223372036854775807, 9223372036854775807"})
    void takesIntegersAsTextAndAsNumbers(String text, long number) {
        assertThat(decode(XenType.INT, text)).isEqualTo(number);
        assertThat(decode(XenType.INT, number)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "1.0", "9223372036854775808", "0x", "-0x1", "ten", "1e3"})
    void refusesTextThatIsNoInteger(String text) {
        assertRefused(XenType.INT, text, "INVALID_VALUE", "size", text);
    }

    @Test
    void takesFloatsFromAnyNumber() {
        assertThat(decode(XenType.FLOAT, 5.5)).isEqualTo(5.5);
        assertThat(decode(XenType.FLOAT, 5L)).isEqualTo(5.0);
        assertThat(decode(XenType.FLOAT, "60.1")).isEqualTo(60.1);
        assertThat(decode(XenType.FLOAT, "1e3")).isEqualTo(1000.0);
        assertRefused(XenType.FLOAT, "NaN", "INVALID_VALUE", "size", "NaN");
        assertRefused(XenType.FLOAT, "1d", "INVALID_VALUE", "size", "1d");
        assertRefused(XenType.FLOAT, Double.POSITIVE_INFINITY, "INVALID_VALUE", "size", "Infinity");
        assertRefused(XenType.FLOAT, "1e999", "INVALID_VALUE", "size", "1e999");
    }

    @Test
    void takesTruthOnlyAsTruth() {
        assertThat(decode(XenType.BOOL, true)).isEqualTo(true);
        assertRefused(XenType.BOOL, "true", "FIELD_TYPE_ERROR", "size");
        assertRefused(XenType.BOOL, 1L, "FIELD_TYPE_ERROR", "size");
    }

    @Test
    void takesStringsOnlyAsStrings() {
        assertThat(decode(XenType.STRING, "")).isEqualTo("");
        assertRefused(XenType.STRING, 1L, "FIELD_TYPE_ERROR", "size");
        assertRefused(XenType.STRING, List.of(), "FIELD_TYPE_ERROR", "size");
        assertRefused(XenType.STRING, WireNil.NIL, "FIELD_TYPE_ERROR", "size");
    }

    @Test
    void takesReferencesAsTheyStand() {
        assertThat(decode(XenType.ref("VM"), "OpaqueRef:x")).isEqualTo(new Ref<>("OpaqueRef:x"));
        assertThat(decode(XenType.ref("VM"), "")).isEqualTo(Ref.none());
        assertThat(decode(XenType.ref("VM"), "OpaqueRef:NULL")).isEqualTo(Ref.none());
        assertRefused(XenType.ref("VM"), Map.of(), "FIELD_TYPE_ERROR", "size");
    }

    @Test
    void takesWordsOfAnEnumerationExactly() {
        assertThat(decode(POWER_STATE, "Running")).isEqualTo(PowerState.RUNNING);
        assertRefused(POWER_STATE, "running", "INVALID_VALUE", "size", "running");
        assertRefused(POWER_STATE, "", "INVALID_VALUE", "size", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240131T09:05:00Z",
                "2024-01-31T09:05:00Z",
                "20240131T09:05:00",
                "20240131T09:05:00.123Z",
                "20240131T10:05:00+01:00",
                "20240131T10:05:00+0100"
            })
    void takesDatesInTheFormsThatClientsWrite(String text) {
        assertThat(decode(XenType.DATETIME, text)).isEqualTo(Instant.parse("2024-01-31T09:05:00Z"));
        assertThat(decode(XenType.DATETIME, new WireDate(text))).isEqualTo(Instant.parse("2024-01-31T09:05:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "20240231T09:05:00Z", "20240131", "20240131T25:00:00Z", "1706691900"})
    void refusesWhatIsNoDate(String text) {
        assertRefused(XenType.DATETIME, new WireDate(text), "INVALID_VALUE", "size", text);
    }

    @Test
    void takesSetsAndMapsOfTheRightThings() {
        assertThat(decode(XenType.STRING_SET, List.of("a", "b"))).isEqualTo(List.of("a", "b"));
        assertThat(decode(XenType.map(XenType.INT, XenType.STRING), Map.of("7", "x")))
                .isEqualTo(Map.of(7L, "x"));
        assertRefused(XenType.STRING_SET, List.of("a", 1L), "FIELD_TYPE_ERROR", "size");
        assertRefused(XenType.STRING_SET, "a", "FIELD_TYPE_ERROR", "size");
        assertRefused(XenType.STRING_MAP, List.of(), "FIELD_TYPE_ERROR", "size");
        assertRefused(XenType.map(XenType.INT, XenType.STRING), Map.of("x", "x"), "INVALID_VALUE", "size", "x");
    }

    @Test
    void refusesKeysThatAreTheSameOnceTheyAreRead() {
        var twice = new LinkedHashMap<String, Object>();
        twice.put("1", "a");
        twice.put("0x1", "b");
        assertRefused(
                XenType.map(XenType.INT, XenType.STRING), twice, "INVALID_VALUE", "size", "the key 0x1 comes twice");
    }

    @Test
    void takesAnExplicitNullForWhatMayBeAbsent() {
        assertThat(decode(XenType.option(XenType.STRING), WireNil.NIL)).isEqualTo(Optional.empty());
        assertThat(decode(XenType.option(XenType.STRING), "x")).isEqualTo(Optional.of("x"));
    }

    @Test
    void writesDatesInTheCompactForm() {
        assertThat(Dates.format(Instant.EPOCH)).isEqualTo("19700101T00:00:00Z");
        assertThat(Dates.format(Instant.parse("2024-01-31T09:05:07.9Z"))).isEqualTo("20240131T09:05:07Z");
        assertThat(Dates.format(Instant.MAX)).isEqualTo("99991231T23:59:59Z");
    }

    private static Object decode(XenType<?> type, Object wire) {
        return Decoder.of(type).decode(wire, "size");
    }

    private static void assertRefused(XenType<?> type, Object wire, String... description) {
        assertThatThrownBy(() -> decode(type, wire))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.description()).containsExactly(description));
    }
}
