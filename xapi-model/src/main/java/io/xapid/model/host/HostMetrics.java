package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.Map;

@XenClass(name = "host_metrics", since = RIO, doc = "Liveness and memory of a host.")
public final class HostMetrics {
    private static final FieldFactory<HostMetrics> define = new FieldFactory<>("host_metrics", RIO);

    // Identity
    public static final Field<HostMetrics, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<HostMetrics, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", since(ORLANDO), optional());

    // Life
    public static final Field<HostMetrics, Boolean> LIVE =
            define.serverOnly("live", BOOL, "True if the coordinator has heard from the host lately.");
    public static final Field<HostMetrics, Instant> LAST_UPDATED =
            define.serverOnly("last_updated", DATETIME, "When these figures were last refreshed.");

    // Memory
    public static final Field<HostMetrics, Long> MEMORY_TOTAL =
            define.serverOnly("memory_total", INT, "Bytes of memory in the host.");
    public static final Field<HostMetrics, Long> MEMORY_FREE = define.serverOnly(
            "memory_free", INT, "Removed: bytes of free memory.", deprecated(MIDNIGHT_RIDE), removed(TAMPA));

    /** The class as a whole. */
    public static final ClassDef<HostMetrics> CLASS = define.complete(HostMetrics.class);

    private HostMetrics() {}
}
