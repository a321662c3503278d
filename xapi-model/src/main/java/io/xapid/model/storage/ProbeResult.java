package io.xapid.model.storage;

import static io.xapid.model.meta.FieldOption.prototyped;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.KOLKATA;
import static io.xapid.model.meta.Release.LIMA;
import static io.xapid.model.meta.XenClass.Trait.NOT_STORED;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Values;
import io.xapid.model.meta.XenClass;
import java.util.Map;
import java.util.Optional;

@XenClass(
        name = "probe_result",
        since = LIMA,
        prototyped = KOLKATA,
        doc = "One finding of a storage probe.",
        traits = {NOT_STORED, NO_EVENTS, NO_GET_ALL})
public final class ProbeResult {
    private static final FieldFactory<ProbeResult> define = new FieldFactory<>("probe_result", LIMA);

    // Target
    public static final Field<ProbeResult, Map<String, String>> CONFIGURATION = define.serverOnly(
            "configuration",
            STRING_MAP,
            "Device settings found, for SR.create, introduction or a further probe.",
            prototyped(KOLKATA),
            since(LIMA));
    public static final Field<ProbeResult, Boolean> COMPLETE = define.serverOnly(
            "complete",
            BOOL,
            "True if the settings suffice to create or introduce a repository.",
            prototyped(KOLKATA),
            since(LIMA));

    // Finding
    public static final Field<ProbeResult, Optional<Values<SrStat>>> SR = define.serverOnly(
            "sr",
            option(record("sr_stat")),
            "Repository found there; absent if none.",
            prototyped(KOLKATA),
            since(LIMA));
    public static final Field<ProbeResult, Map<String, String>> EXTRA_INFO = define.serverOnly(
            "extra_info", STRING_MAP, "More details from the driver.", prototyped(KOLKATA), since(LIMA));

    /** The class as a whole. */
    public static final ClassDef<ProbeResult> CLASS = define.complete(ProbeResult.class);

    private ProbeResult() {}
}
