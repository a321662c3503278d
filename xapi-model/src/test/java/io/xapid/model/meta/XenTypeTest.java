package io.xapid.model.meta;

import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.DATETIME;
import static io.xapid.model.meta.XenType.FLOAT;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.enumOf;
import static io.xapid.model.meta.XenType.map;
import static io.xapid.model.meta.XenType.option;
import static io.xapid.model.meta.XenType.record;
import static io.xapid.model.meta.XenType.ref;
import static io.xapid.model.meta.XenType.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class XenTypeTest {
    @Test
    void typesReadAsTheDescriptionSpellsThem() {
        assertThat(set(set(STRING)).describe()).isEqualTo("string set set");
        assertThat(map(ref("VDI"), set(enumOf(Shade.class))).describe()).isEqualTo("(VDI ref -> enum shade set) map");
        assertThat(option(record("sr_stat")).describe()).isEqualTo("sr_stat record option");
        assertThat(XenType.VOID.describe()).isEqualTo("void");
    }

    @Test
    void everyTypeOfAFieldHasAnEmptyValue() {
        assertThat(STRING.empty()).isEmpty();
        assertThat(INT.empty()).isZero();
        assertThat(FLOAT.empty()).isZero();
        assertThat(BOOL.empty()).isFalse();
        assertThat(DATETIME.empty()).isEqualTo(Instant.EPOCH);
        assertThat(ref("VM").empty().isNull()).isTrue();
        assertThat(enumOf(Shade.class).empty()).isEqualTo(Shade.LIGHT);
        assertThat(set(INT).empty()).isEmpty();
        assertThat(map(INT, FLOAT).empty()).isEmpty();
        assertThat(option(INT).empty()).isEmpty();
        assertThatThrownBy(() -> record("VM").empty()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anEnumKnowsItsWords() {
        assertThat(enumOf(Shade.class).find("dark-ish")).contains(Shade.DARK);
        assertThat(enumOf(Shade.class).find("DARK")).isEmpty();
        assertThat(enumOf(Shade.class)).isEqualTo(enumOf(Shade.class));
    }

    @Test
    void valuesAreToldFromThoseOfOtherTypes() {
        assertThat(ModelCheck.isValueOf(INT, 1L)).isTrue();
        assertThat(ModelCheck.isValueOf(INT, 1)).isFalse();
        assertThat(ModelCheck.isValueOf(FLOAT, 1L)).isFalse();
        assertThat(ModelCheck.isValueOf(set(STRING), List.of("a"))).isTrue();
        assertThat(ModelCheck.isValueOf(set(STRING), List.of("a", 1L))).isFalse();
        assertThat(ModelCheck.isValueOf(map(STRING, INT), Map.of("a", 1L))).isTrue();
        assertThat(ModelCheck.isValueOf(map(STRING, INT), Map.of("a", "1"))).isFalse();
        assertThat(ModelCheck.isValueOf(enumOf(Shade.class), Shade.DARK)).isTrue();
        assertThat(ModelCheck.isValueOf(enumOf(Shade.class), "dark-ish")).isFalse();
        assertThat(ModelCheck.isValueOf(option(INT), Optional.of("1"))).isFalse();
    }

    @Test
    void anEmptyReferenceFromTheWireIsTheNullReference() {
        assertThat(Ref.of("")).isEqualTo(Ref.none()).isEqualTo(Ref.of("OpaqueRef:NULL"));
        assertThat(Ref.of("OpaqueRef:1").isNull()).isFalse();
    }
}
