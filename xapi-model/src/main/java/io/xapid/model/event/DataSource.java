package io.xapid.model.event;

import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenClass.Trait.NOT_STORED;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.FLOAT;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "data_source",
        since = ORLANDO,
        doc = "A measured value that can be recorded over time.",
        traits = {NOT_STORED, NO_EVENTS, NO_GET_ALL})
public final class DataSource {
    private static final FieldFactory<DataSource> define = new FieldFactory<>("data_source", ORLANDO);

    // Identity
    public static final Field<DataSource, String> NAME_LABEL =
            define.serverOnly("name_label", STRING, "Name used to query and record it.", since(RIO));
    public static final Field<DataSource, String> NAME_DESCRIPTION =
            define.serverOnly("name_description", STRING, "What is measured.", since(RIO));

    // Recording
    public static final Field<DataSource, Boolean> ENABLED =
            define.serverOnly("enabled", BOOL, "Whether it is being recorded.", since(RIO));
    public static final Field<DataSource, Boolean> STANDARD =
            define.serverOnly("standard", BOOL, "Whether it is recorded unless turned off.", since(RIO));

    // Value
    public static final Field<DataSource, String> UNITS =
            define.serverOnly("units", STRING, "Unit of the value.", since(RIO));
    public static final Field<DataSource, Double> MIN =
            define.serverOnly("min", FLOAT, "Lowest value possible.", since(RIO));
    public static final Field<DataSource, Double> MAX =
            define.serverOnly("max", FLOAT, "Highest value possible.", since(RIO));
    public static final Field<DataSource, Double> VALUE =
            define.serverOnly("value", FLOAT, "Present reading.", since(RIO));

    /** The class as a whole. */
    public static final ClassDef<DataSource> CLASS = define.complete(DataSource.class);

    private DataSource() {}
}
