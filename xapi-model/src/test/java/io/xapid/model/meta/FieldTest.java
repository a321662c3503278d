package io.xapid.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.Lifecycle.Change;
import io.xapid.model.meta.Lifecycle.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldTest {
    @Test
    void fieldsHaveTheirPlaceInTheOrderOfDefinition() {
        assertThat(Lamp.CLASS.fields())
                .extracting(Field::wireName)
                .startsWith("uuid", "name_label", "watts")
                .hasSize(10);
        assertThat(Lamp.WATTS.number()).isEqualTo(2);
        assertThat(Lamp.CLASS.field("watts")).contains(Lamp.WATTS);
        assertThat(Lamp.CLASS.field("WATTS")).isEmpty();
    }

    @Test
    void aFieldOfWhichNothingIsSaidFollowsItsClass() {
        assertThat(Lamp.NAME_LABEL.lifecycle()).isEqualTo(Lifecycle.publishedIn(Release.MIAMI));
        assertThat(Lamp.NAME_LABEL.setters()).isEqualTo(Permission.of(Role.VM_ADMIN));
        assertThat(Lamp.NAME_LABEL.getters()).isEqualTo(Permission.of(Role.READ_ONLY));
        assertThat(Lamp.NAME_LABEL.hasDefault()).isFalse();
        assertThat(Lamp.NAME_LABEL.initial()).isEmpty();
    }

    @Test
    void aDefaultMakesAFieldOptionalAndFillsIt() {
        assertThat(Lamp.WATTS.hasDefault()).isTrue();
        assertThat(Lamp.WATTS.initial()).isEqualTo(60L);
        assertThat(Lamp.OTHER_CONFIG.hasDefault()).isTrue();
        assertThat(Lamp.OTHER_CONFIG.initial()).isEmpty();
    }

    @Test
    void historiesAreInOrder() {
        assertThat(Lamp.WATTS.lifecycle().transitions())
                .containsExactly(
                        new Transition(Change.PUBLISHED, Release.ORLANDO),
                        new Transition(Change.DEPRECATED, Release.BOSTON));
        assertThat(Lamp.SHADE.lifecycle().transitions())
                .containsExactly(
                        new Transition(Change.PROTOTYPED, Release.ELY),
                        new Transition(Change.PUBLISHED, Release.FALCON));
    }

    @Test
    void whatIsSaidOfAFieldIsKept() {
        assertThat(Lamp.LIT.isTransient()).isTrue();
        assertThat(Lamp.LIT.hasCustomSetter()).isTrue();
        assertThat(Lamp.CODE.isInternal()).isTrue();
        assertThat(Lamp.CODE.isSecret()).isTrue();
        assertThat(Lamp.CODE.getters()).isEqualTo(Permission.of(Role.POOL_ADMIN));
        assertThat(Lamp.TAGS.setters()).isEqualTo(new Permission(Role.VM_OPERATOR, true));
        assertThat(Lamp.OTHER_CONFIG.keyRoles()).isEqualTo(Map.of("folder", Role.VM_OPERATOR));
        assertThat(Lamp.LIGHTS_WITH.mayDangle()).isTrue();
        assertThat(Lamp.FOLLOWERS.derivedFrom()).contains(new Field.Peer("Lamp", "lights_with"));
        assertThat(Lamp.FOLLOWERS.writer()).isEqualTo(Field.Writer.SERVER);
    }

    @Test
    void aDefaultIsCopied() {
        var list = new ArrayList<>(List.of("a"));
        Field<Lamp, List<String>> field = new FieldFactory<Lamp>("Lamp", Release.RIO)
                .serverOnly("x", XenType.STRING_SET, "Doc.", FieldOption.defaultsTo(list));

        list.add("b");

        assertThat(field.initial()).containsExactly("a");
    }

    @Test
    void fieldsOfAPrototypeArePrototypes() {
        Field<Lamp, Long> field =
                FieldFactory.<Lamp>ofPrototype("Lamp", Release.LIMA).readWrite("x", XenType.INT, "Doc.");

        assertThat(field.lifecycle().state()).isEqualTo(Lifecycle.State.PROTOTYPED);
    }

    @Test
    void aCompleteClassTakesNoMoreFields() {
        var factory = new FieldFactory<Lamp>("Lamp", Release.MIAMI);
        factory.complete(Lamp.class);

        assertThatThrownBy(() -> factory.readWrite("late", XenType.INT, "Doc."))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("late");
    }

    @Test
    void aDefinitionMustSayWhatItIs() {
        assertThatThrownBy(() -> new FieldFactory<String>("String", Release.RIO).complete(String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@XenClass");
    }
}
