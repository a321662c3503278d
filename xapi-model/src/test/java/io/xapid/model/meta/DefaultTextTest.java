package io.xapid.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultTextTest {
    @Test
    void textBecomesAValueOfTheType() {
        assertThat(DefaultText.read("1.1", XenType.STRING)).isEqualTo("1.1");
        assertThat(DefaultText.read("-3", XenType.INT)).isEqualTo(-3L);
        assertThat(DefaultText.read("20", XenType.FLOAT)).isEqualTo(20.0);
        assertThat(DefaultText.read("true", XenType.BOOL)).isEqualTo(true);
        assertThat(DefaultText.read("19700101T00:00:00Z", XenType.DATETIME)).isEqualTo(Instant.EPOCH);
        assertThat(DefaultText.read("dark-ish", XenType.enumOf(Shade.class))).isEqualTo(Shade.DARK);
        assertThat(DefaultText.read("", XenType.ref("VM"))).isEqualTo(Ref.none());
        assertThat(DefaultText.read("", XenType.STRING_SET)).isEqualTo(List.of());
        assertThat(DefaultText.read("", XenType.STRING_MAP)).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"x,INT", "x,FLOAT", "yes,BOOL", "1970,DATETIME"})
    void textOfAnotherTypeIsRefused(String text, XenType.Kind kind) {
        XenType<?> type =
                switch (kind) {
                    case INT -> XenType.INT;
                    case FLOAT -> XenType.FLOAT;
                    case BOOL -> XenType.BOOL;
                    default -> XenType.DATETIME;
                };

        assertThatThrownBy(() -> DefaultText.read(text, type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void unknownWordsAndFullCollectionsAreRefused() {
        assertThatThrownBy(() -> DefaultText.read("grey", XenType.enumOf(Shade.class)))
                .hasMessageContaining("grey");
        assertThatThrownBy(() -> DefaultText.read("a", XenType.STRING_SET)).hasMessageContaining("can only be empty");
        assertThatThrownBy(() -> DefaultText.read("", XenType.record("VM"))).hasMessageContaining("has no default");
    }
}
