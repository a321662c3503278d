package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.FALCON;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.ref;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;

@XenClass(name = "Feature", since = FALCON, doc = "Optional software feature of a host.")
public final class Feature {
    private static final FieldFactory<Feature> define = new FieldFactory<>("Feature", FALCON);

    // Identity
    public static final Field<Feature, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Feature, String> NAME_LABEL =
            define.setAtCreation("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<Feature, String> NAME_DESCRIPTION =
            define.setAtCreation("name_description", STRING, "What the feature does.", since(RIO), optional());
    public static final Field<Feature, Ref<Host>> HOST =
            define.serverOnly("host", ref("host"), "Host the feature is on.");

    // State
    public static final Field<Feature, Boolean> ENABLED =
            define.serverOnly("enabled", BOOL, "True if the feature is on.");
    public static final Field<Feature, Boolean> EXPERIMENTAL =
            define.setAtCreation("experimental", BOOL, "True if the feature is not meant for production.", optional());
    public static final Field<Feature, String> VERSION =
            define.setAtCreation("version", STRING, "Version of the feature.", defaultsTo("1.0"));

    /** The class as a whole. */
    public static final ClassDef<Feature> CLASS = define.complete(Feature.class);

    private Feature() {}
}
