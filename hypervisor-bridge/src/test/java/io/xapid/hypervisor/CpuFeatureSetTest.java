package io.xapid.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuFeatureSetTest {
    @Test
    void isWrittenAsItIsRead() {
        assertThat(CpuFeatureSet.parse(" 178bfbff-FED8320b-00000000 "))
                .hasValueSatisfying(set -> assertThat(set).hasToString("178bfbff-fed8320b-00000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "178bfbf", "178bfbff-", "178bfbffff", "178bfbff fed8320b", "-178bfbff", "١٢٣٤٥٦٧٨"})
    void nothingElseIsRead(String text) {
        assertThat(CpuFeatureSet.parse(text)).isEmpty();
        assertThat(CpuFeatureSet.parse("00000000-".repeat(64) + "00000000")).isEmpty();
    }

    @Test
    void wordsThatAreNotThereHaveNoFeatures() {
        var old = new CpuFeatureSet(List.of(0b111, 0b011));
        var recent = new CpuFeatureSet(List.of(0b101, 0b110, 0b001));
        assertThat(old.and(recent)).isEqualTo(recent.and(old)).isEqualTo(new CpuFeatureSet(List.of(0b101, 0b010)));
        assertThat(recent.without(old)).isEqualTo(new CpuFeatureSet(List.of(0, 0b100, 0b001)));
        assertThat(recent.without(old).isEmpty()).isFalse();
        assertThat(old.without(new CpuFeatureSet(List.of(-1, -1))).isEmpty()).isTrue();
    }
}
