package io.xapid.model.storage;

import static io.xapid.model.meta.FieldOption.extended;
import static io.xapid.model.meta.FieldOption.prototyped;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.KOLKATA;
import static io.xapid.model.meta.Release.LIMA;
import static io.xapid.model.meta.Release.V24_17_0;
import static io.xapid.model.meta.XenClass.Trait.NOT_STORED;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.util.Optional;

@XenClass(
        name = "sr_stat",
        since = LIMA,
        prototyped = KOLKATA,
        extended = V24_17_0,
        doc = "Facts of a repository found by a probe.",
        traits = {NOT_STORED, NO_EVENTS, NO_GET_ALL})
public final class SrStat {
    private static final FieldFactory<SrStat> define = new FieldFactory<>("sr_stat", LIMA);

    // Identity
    public static final Field<SrStat, Optional<String>> UUID = define.serverOnly(
            "uuid",
            option(STRING),
            "Identifier of the repository, if it has one.",
            prototyped(KOLKATA),
            since(LIMA),
            extended(V24_17_0));
    public static final Field<SrStat, String> NAME_LABEL = define.serverOnly(
            "name_label", STRING, "Name for people.", prototyped(KOLKATA), since(LIMA), extended(V24_17_0));
    public static final Field<SrStat, String> NAME_DESCRIPTION = define.serverOnly(
            "name_description",
            STRING,
            "Free text notes for people.",
            prototyped(KOLKATA),
            since(LIMA),
            extended(V24_17_0));

    // Space
    public static final Field<SrStat, Long> FREE_SPACE =
            define.serverOnly("free_space", INT, "Bytes free.", prototyped(KOLKATA), since(LIMA), extended(V24_17_0));
    public static final Field<SrStat, Long> TOTAL_SPACE = define.serverOnly(
            "total_space", INT, "Bytes in all.", prototyped(KOLKATA), since(LIMA), extended(V24_17_0));

    // State
    public static final Field<SrStat, Boolean> CLUSTERED = define.serverOnly(
            "clustered",
            BOOL,
            "True if it relies on a cluster stack.",
            prototyped(KOLKATA),
            since(LIMA),
            extended(V24_17_0));
    public static final Field<SrStat, SrHealth> HEALTH = define.serverOnly(
            "health",
            enumOf(SrHealth.class),
            "Whether it works normally, recovers, is unreachable or unavailable.",
            prototyped(KOLKATA),
            since(LIMA),
            extended(V24_17_0));

    /** The class as a whole. */
    public static final ClassDef<SrStat> CLASS = define.complete(SrStat.class);

    private SrStat() {}
}
