package io.xapid.model.meta;

import static io.xapid.model.meta.FieldOption.clearedAtStart;
import static io.xapid.model.meta.FieldOption.customSetter;
import static io.xapid.model.meta.FieldOption.dangling;
import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.deprecated;
import static io.xapid.model.meta.FieldOption.internal;
import static io.xapid.model.meta.FieldOption.key;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.prototyped;
import static io.xapid.model.meta.FieldOption.readBy;
import static io.xapid.model.meta.FieldOption.secret;
import static io.xapid.model.meta.FieldOption.setBy;
import static io.xapid.model.meta.FieldOption.setByOrClientCertificate;
import static io.xapid.model.meta.FieldOption.since;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A class for tests, which uses all that a definition can say. */
@XenClass(
        name = "Lamp",
        since = Release.MIAMI,
        doc = "Gives light.",
        messages = Lamp.Switching.class,
        traits = XenClass.Trait.CONSTRUCTIBLE,
        makers = Role.VM_ADMIN,
        createMarks = "Lamp:create")
final class Lamp {
    private static final FieldFactory<Lamp> define =
            new FieldFactory<Lamp>("Lamp", Release.MIAMI).settableBy(Role.VM_ADMIN);

    static final Field<Lamp, String> UUID =
            define.serverOnly("uuid", XenType.STRING, "Permanent identifier.", since(Release.RIO));
    static final Field<Lamp, String> NAME_LABEL = define.readWrite("name_label", XenType.STRING, "Its name.");
    static final Field<Lamp, Long> WATTS = define.setAtCreation(
            "watts", XenType.INT, "Power.", since(Release.ORLANDO), deprecated(Release.BOSTON), defaultsTo(60L));
    static final Field<Lamp, Shade> SHADE = define.setAtCreation(
            "shade", XenType.enumOf(Shade.class), "Brightness.", prototyped(Release.ELY), since(Release.FALCON));
    static final Field<Lamp, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            XenType.STRING_MAP,
            "More.",
            optional(),
            setBy(Role.POOL_OPERATOR),
            key("folder", Role.VM_OPERATOR));
    static final Field<Lamp, List<String>> TAGS = define.readWrite(
            "tags", XenType.STRING_SET, "Labels.", optional(), setByOrClientCertificate(Role.VM_OPERATOR));
    static final Field<Lamp, Boolean> LIT =
            define.readWrite("lit", XenType.BOOL, "Whether it is on.", clearedAtStart(), customSetter());
    static final Field<Lamp, String> CODE =
            define.serverOnly("code", XenType.STRING, "For its maker.", internal(), secret(), readBy(Role.POOL_ADMIN));
    static final Field<Lamp, Ref<Lamp>> LIGHTS_WITH =
            define.setAtCreation("lights_with", XenType.ref("Lamp"), "Goes on with this one.", optional(), dangling());
    static final Field<Lamp, List<Ref<Lamp>>> FOLLOWERS =
            define.derived("followers", "Lamp", "lights_with", "Lamps that go on with this one.");

    static final ClassDef<Lamp> CLASS = define.complete(Lamp.class);

    private Lamp() {}

    /** Messages of class Lamp. */
    interface Switching {
        @Message(
                since = Release.MIAMI,
                extended = Release.TAMPA,
                role = Role.VM_OPERATOR,
                orClientCertificate = true,
                doc = "Turns it on.",
                fails = CallFailure.TooBusy.class,
                marks = "Lamp:light")
        default CompletionStage<Void> light(
                Call call,
                Ref<Lamp> lamp,
                @Param("VIA_bus") String bus,
                @Param(orElse = "1.5", since = Release.TAMPA) double afterSeconds,
                @Param(orElse = "light", secret = true) Shade shade) {
            throw new CallFailure.NotImplemented("Lamp.light");
        }

        @Message(
                name = "get_ALL_lit",
                since = Release.LIMA,
                prototype = true,
                role = Role.READ_ONLY,
                doc = "Those that are on.",
                traits = {Message.Trait.SYNCHRONOUS, Message.Trait.NO_SESSION, Message.Trait.OWN_WIRE_FORM})
        default CompletionStage<OwnForm<Map<Ref<Lamp>, Values<Lamp>>>> getAllLit(Call call) {
            throw new CallFailure.NotImplemented("Lamp.get_ALL_lit");
        }
    }
}
