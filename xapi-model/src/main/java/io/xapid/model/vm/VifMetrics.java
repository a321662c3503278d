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
        name = "VIF_metrics",
        since = RIO,
        deprecated = TAMPA,
        removed = TAMPA,
        doc = "Throughput of a virtual network interface.",
        traits = TRANSIENT)
public final class VifMetrics {
    private static final FieldFactory<VifMetrics> define =
            new FieldFactory<VifMetrics>("VIF_metrics", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<VifMetrics, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<VifMetrics, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config", STRING_MAP, "Extra settings and notes by key.", since(ORLANDO), optional());

    // Traffic
    public static final Field<VifMetrics, Double> IO_READ_KBS =
            define.serverOnly("io_read_kbs", FLOAT, "Receive rate in KiB/s.", deprecated(TAMPA), removed(TAMPA));
    public static final Field<VifMetrics, Double> IO_WRITE_KBS =
            define.serverOnly("io_write_kbs", FLOAT, "Transmit rate in KiB/s.", deprecated(TAMPA), removed(TAMPA));
    public static final Field<VifMetrics, Instant> LAST_UPDATED =
            define.serverOnly("last_updated", DATETIME, "When the rates were last measured, UTC.");

    /** The class as a whole. */
    public static final ClassDef<VifMetrics> CLASS = define.complete(VifMetrics.class);

    private VifMetrics() {}
}
