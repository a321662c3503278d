package io.xapid.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestDataTest {
    @ParameterizedTest
    @ValueSource(strings = {"hostname", "net/eth0/mac", "a-b_c@d/0"})
    void aPathIsNamesWithSlashesBetween(String path) {
        assertThat(new GuestData(Map.of(path, "")).entries()).containsOnlyKeys(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "../a", "a b", "ä", "a\n", "a\u0000"})
    void nothingElseIs(String path) {
        assertThat(GuestData.objection(Map.of(path, ""))).isPresent();
        assertThatThrownBy(() -> new GuestData(Map.of(path, ""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereIsAnEndToAll() {
        assertThat(GuestData.objection(Map.of("a".repeat(256), "v".repeat(2048))))
                .isEmpty();
        assertThat(GuestData.objection(Map.of("a".repeat(257), ""))).isPresent();
        assertThat(GuestData.objection(Map.of("a", "ä".repeat(1025)))).isPresent();
        assertThat(GuestData.objection(Map.of("a", "b\0"))).isPresent();
        assertThat(GuestData.objection(many(128))).isEmpty();
        assertThat(GuestData.objection(many(129))).isPresent();
    }

    private static Map<String, String> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(String::valueOf)
                .collect(Collectors.toMap(Function.identity(), n -> n));
    }
}
