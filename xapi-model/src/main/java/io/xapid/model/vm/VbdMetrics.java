package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.TRANSIENT;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.Map;

@XenClass(
        name = "VBD_metrics",
        since = RIO,
        deprecated = TAMPA,
        removed = TAMPA,
        doc = "Throughput of a virtual drive.",
        traits = TRANSIENT)
public final class VbdMetrics {
    private static final FieldFactory<VbdMetrics> define =
            new FieldFactory<VbdMetrics>("VBD_metrics", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<VbdMetrics, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<VbdMetrics, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Extra settings and notes by key.",
            since(ORLANDO),
            deprecated(TAMPA),
            removed(TAMPA),
            optional());

    // Traffic
    public static final Field<VbdMetrics, Double> IO_READ_KBS =
            define.serverOnly("io_read_kbs", FLOAT, "Read rate in KiB/s.", deprecated(TAMPA), removed(TAMPA));
    public static final Field<VbdMetrics, Double> IO_WRITE_KBS =
            define.serverOnly("io_write_kbs", FLOAT, "Write rate in KiB/s.", deprecated(TAMPA), removed(TAMPA));
    public static final Field<VbdMetrics, Instant> LAST_UPDATED = define.serverOnly(
            "last_updated", DATETIME, "When the rates were last measured, UTC.", deprecated(TAMPA), removed(TAMPA));

    /** The class as a whole. */
    public static final ClassDef<VbdMetrics> CLASS = define.complete(VbdMetrics.class);

    private VbdMetrics() {}
}
