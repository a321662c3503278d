package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.internal;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.Map;

@XenClass(
        name = "host_crashdump",
        since = RIO,
        doc = "Dump left by a crash of a host.",
        messages = HostCrashdumpMessages.class)
public final class HostCrashdump {
    private static final FieldFactory<HostCrashdump> define = new FieldFactory<>("host_crashdump", RIO);

    // Identity
    public static final Field<HostCrashdump, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<HostCrashdump, Ref<Host>> HOST =
            define.setAtCreation("host", ref("host"), "Host that crashed.");
    public static final Field<HostCrashdump, String> FILENAME =
            define.setAtCreation("filename", STRING, "File name of the dump on the host.", internal());
    public static final Field<HostCrashdump, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", since(MIAMI), optional());

    // Content
    public static final Field<HostCrashdump, Instant> TIMESTAMP =
            define.serverOnly("timestamp", DATETIME, "When the crash happened.");
    public static final Field<HostCrashdump, Long> SIZE = define.serverOnly("size", INT, "Bytes on disk.");

    /** The class as a whole. */
    public static final ClassDef<HostCrashdump> CLASS = define.complete(HostCrashdump.class);

    private HostCrashdump() {}
}
