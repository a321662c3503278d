package io.xapid.model.storage;

import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.XenClass.Trait.NOT_STORED;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "vdi_nbd_server_info",
        since = INVERNESS,
        doc = "One way to reach a disk by NBD.",
        traits = {NOT_STORED, NO_EVENTS, NO_GET_ALL})
public final class VdiNbdServerInfo {
    private static final FieldFactory<VdiNbdServerInfo> define = new FieldFactory<>("vdi_nbd_server_info", INVERNESS);

    // Address
    public static final Field<VdiNbdServerInfo, String> ADDRESS =
            define.serverOnly("address", STRING, "IP address to connect to.");
    public static final Field<VdiNbdServerInfo, Long> PORT = define.serverOnly("port", INT, "TCP port to connect to.");
    public static final Field<VdiNbdServerInfo, String> EXPORTNAME =
            define.serverOnly("exportname", STRING, "Export to ask for; holds a session secret, so keep it private.");

    // TLS
    public static final Field<VdiNbdServerInfo, String> CERT =
            define.serverOnly("cert", STRING, "Server certificate to expect, PEM encoded.");
    public static final Field<VdiNbdServerInfo, String> SUBJECT =
            define.serverOnly("subject", STRING, "Host name in the certificate to check against.");

    /** The class as a whole. */
    public static final ClassDef<VdiNbdServerInfo> CLASS = define.complete(VdiNbdServerInfo.class);

    private VdiNbdServerInfo() {}
}
