package io.xapid.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.MessageDef.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageDefTest {
    private final XenModel model = XenModel.of(List.of(Lamp.CLASS));

    private MessageDef message(String name) {
        return model.message("Lamp." + name).orElseThrow();
    }

    @Test
    void aSignatureIsReadFromTheMethod() {
        MessageDef light = message("light");

        assertThat(light.kind()).isEqualTo(Kind.CUSTOM);
        assertThat(light.result()).isEqualTo(XenType.VOID);
        assertThat(light.parameters())
                .containsExactly(
                        ParamDef.required("lamp", XenType.ref("Lamp")),
                        ParamDef.required("VIA_bus", XenType.STRING),
                        new ParamDef(
                                "after_seconds", XenType.FLOAT, Optional.of(1.5), Optional.of(Release.TAMPA), false),
                        new ParamDef(
                                "shade",
                                XenType.enumOf(Shade.class),
                                Optional.of(Shade.LIGHT),
                                Optional.empty(),
                                true));
        assertThat(light.requiredParameters()).isEqualTo(2);
        assertThat(light.isOfInstance()).isTrue();
    }

    @Test
    void whatTheAnnotationSaysIsKept() {
        MessageDef light = message("light");

        assertThat(light.permission()).isEqualTo(new Permission(Role.VM_OPERATOR, true));
        assertThat(light.hasAsync()).isTrue();
        assertThat(light.needsSession()).isTrue();
        assertThat(light.marks()).containsExactly("Lamp:light");
        assertThat(light.failures()).containsExactly(CallFailure.TooBusy.class);
        assertThat(light.lifecycle())
                .isEqualTo(Lifecycle.publishedIn(Release.MIAMI).with(Lifecycle.Change.EXTENDED, Release.TAMPA));
    }

    @Test
    void aResultInItsServicesOwnFormIsDeclaredAsWhatItStandsFor() {
        MessageDef lit = message("get_ALL_lit");

        assertThat(lit.result()).isEqualTo(XenType.map(XenType.ref("Lamp"), XenType.record("Lamp")));
        assertThat(lit.hasAsync()).isFalse();
        assertThat(lit.needsSession()).isFalse();
        assertThat(lit.isOfInstance()).isFalse();
        assertThat(lit.lifecycle().state()).isEqualTo(Lifecycle.State.PROTOTYPED);
    }

    @Test
    void aClassImpliesMessagesOfItsOwn() {
        assertThat(model.messages().values().stream()
                        .filter(message -> message.field().isEmpty()))
                .extracting(MessageDef::name)
                .containsExactlyInAnyOrder(
                        "light",
                        "get_ALL_lit",
                        "get_record",
                        "get_by_uuid",
                        "get_by_name_label",
                        "get_all",
                        "get_all_records",
                        "get_all_where",
                        "get_all_records_where",
                        "create",
                        "destroy");
    }

    @Test
    void aFieldImpliesWhatItsWriterAndTypeAllow() {
        assertThat(messagesAbout(Lamp.UUID)).containsExactly("get_uuid");
        assertThat(messagesAbout(Lamp.WATTS)).containsExactly("get_watts");
        assertThat(messagesAbout(Lamp.NAME_LABEL)).containsExactly("get_name_label", "set_name_label");
        assertThat(messagesAbout(Lamp.OTHER_CONFIG))
                .containsExactly(
                        "get_other_config", "set_other_config", "add_to_other_config", "remove_from_other_config");
        assertThat(messagesAbout(Lamp.TAGS)).containsExactly("get_tags", "set_tags", "add_tags", "remove_tags");
        assertThat(messagesAbout(Lamp.CODE)).as("an internal field").isEmpty();
    }

    private List<String> messagesAbout(Field<?, ?> field) {
        return model.messages().values().stream()
                .filter(message -> message.field().equals(Optional.of(field)))
                .map(MessageDef::name)
                .toList();
    }

    @Test
    void rolesOfImpliedMessagesComeFromTheClassAndTheField() {
        assertThat(message("create").permission()).isEqualTo(Permission.of(Role.VM_ADMIN));
        assertThat(message("create").marks()).containsExactly("Lamp:create");
        assertThat(message("get_record").permission()).isEqualTo(Permission.of(Role.READ_ONLY));
        assertThat(message("set_other_config").permission()).isEqualTo(Permission.of(Role.POOL_OPERATOR));
        assertThat(message("set_other_config").keyRoles()).isEmpty();
        assertThat(message("add_to_other_config").keyRoles()).isEqualTo(Map.of("folder", Role.VM_OPERATOR));
    }

    @Test
    void onlyMakingAndRemovingHaveAnAsynchronousForm() {
        assertThat(model.messages().values().stream().filter(m -> !m.isCustom() && m.hasAsync()))
                .extracting(MessageDef::name)
                .containsExactlyInAnyOrder("create", "destroy");
    }

    @Test
    void searchesAreHidden() {
        assertThat(model.messages().values().stream().filter(MessageDef::isHidden))
                .extracting(MessageDef::name)
                .containsExactlyInAnyOrder("get_all_where", "get_all_records_where");
    }

    @Test
    void aFieldOlderThanItsClassCountsFromTheClass() {
        assertThat(message("get_uuid").parameters().get(0).since()).contains(Release.MIAMI);
        assertThat(message("get_watts").parameters().get(0).since()).isEmpty();
    }
}
