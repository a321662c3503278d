package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.clearedAtStart;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.MIDNIGHT_RIDE;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "host_cpu",
        since = RIO,
        deprecated = MIDNIGHT_RIDE,
        doc = "Deprecated: one processor of a host; cpu_info of the host replaces it.")
public final class HostCpu {
    private static final FieldFactory<HostCpu> define = new FieldFactory<>("host_cpu", RIO);

    // Identity
    public static final Field<HostCpu, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<HostCpu, Ref<Host>> HOST =
            define.serverOnly("host", ref("host"), "Host the processor is in.");
    public static final Field<HostCpu, Long> NUMBER =
            define.serverOnly("number", INT, "Number of the processor in its host, from 0.");
    public static final Field<HostCpu, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", since(ORLANDO), optional());

    // Model
    public static final Field<HostCpu, String> VENDOR =
            define.serverOnly("vendor", STRING, "Maker's identification string.");
    public static final Field<HostCpu, String> MODELNAME = define.serverOnly("modelname", STRING, "Model as text.");
    public static final Field<HostCpu, Long> FAMILY = define.serverOnly("family", INT, "CPUID family number.");
    public static final Field<HostCpu, Long> MODEL = define.serverOnly("model", INT, "CPUID model number.");
    public static final Field<HostCpu, String> STEPPING =
            define.serverOnly("stepping", STRING, "CPUID stepping, as text.");
    public static final Field<HostCpu, Long> SPEED = define.serverOnly("speed", INT, "Clock in MHz.");
    public static final Field<HostCpu, String> FLAGS =
            define.serverOnly("flags", STRING, "Features as short words, space separated.");
    public static final Field<HostCpu, String> FEATURES =
            define.serverOnly("features", STRING, "Features as hexadecimal masks.");

    // Load
    public static final Field<HostCpu, Double> UTILISATION =
            define.serverOnly("utilisation", FLOAT, "Share of time busy, as a fraction from 0 to 1.", clearedAtStart());

    /** The class as a whole. */
    public static final ClassDef<HostCpu> CLASS = define.complete(HostCpu.class);

    private HostCpu() {}
}
