package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.Map;

@XenClass(name = "PIF_metrics", since = RIO, doc = "Link state and hardware details of a physical interface.")
public final class PifMetrics {
    private static final FieldFactory<PifMetrics> define = new FieldFactory<>("PIF_metrics", RIO);

    // Identity
    public static final Field<PifMetrics, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<PifMetrics, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", since(ORLANDO), optional());

    // Link
    public static final Field<PifMetrics, Boolean> CARRIER =
            define.serverOnly("carrier", BOOL, "Whether a link is detected.");
    public static final Field<PifMetrics, Long> SPEED = define.serverOnly("speed", INT, "Link speed in Mbit/s.");
    public static final Field<PifMetrics, Boolean> DUPLEX = define.serverOnly("duplex", BOOL, "True for full duplex.");

    // Traffic
    public static final Field<PifMetrics, Double> IO_READ_KBS = define.serverOnly(
            "io_read_kbs",
            FLOAT,
            "Receive rate in KiB/s; kept at 0, use the recorded statistics.",
            deprecated(TAMPA),
            removed(TAMPA),
            clearedAtStart());
    public static final Field<PifMetrics, Double> IO_WRITE_KBS = define.serverOnly(
            "io_write_kbs",
            FLOAT,
            "Send rate in KiB/s; kept at 0, use the recorded statistics.",
            deprecated(TAMPA),
            removed(TAMPA),
            clearedAtStart());
    public static final Field<PifMetrics, Instant> LAST_UPDATED =
            define.serverOnly("last_updated", DATETIME, "Time these values were last refreshed.");

    // Hardware
    public static final Field<PifMetrics, String> VENDOR_ID =
            define.serverOnly("vendor_id", STRING, "PCI vendor number, hex.");
    public static final Field<PifMetrics, String> VENDOR_NAME =
            define.serverOnly("vendor_name", STRING, "Maker of the card.");
    public static final Field<PifMetrics, String> DEVICE_ID =
            define.serverOnly("device_id", STRING, "PCI device number, hex.");
    public static final Field<PifMetrics, String> DEVICE_NAME =
            define.serverOnly("device_name", STRING, "Model of the card.");
    public static final Field<PifMetrics, String> PCI_BUS_PATH =
            define.serverOnly("pci_bus_path", STRING, "PCI address of the card.");

    /** The class as a whole. */
    public static final ClassDef<PifMetrics> CLASS = define.complete(PifMetrics.class);

    private PifMetrics() {}
}
