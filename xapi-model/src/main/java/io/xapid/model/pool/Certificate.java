package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.List;

@XenClass(name = "Certificate", since = STOCKHOLM, doc = "TLS certificate installed on a host or trusted by the pool.")
public final class Certificate {
    private static final FieldFactory<Certificate> define = new FieldFactory<>("Certificate", STOCKHOLM);

    // Identity
    public static final Field<Certificate, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Certificate, String> NAME = define.serverOnly(
            "name", STRING, "Name of a trusted certificate; empty for host certificates.", since(V1_294_0));
    public static final Field<Certificate, CertificateType> TYPE = define.serverOnly(
            "type",
            enumOf(CertificateType.class),
            "Whether it proves a host's identity or is trusted by the pool.",
            since(V1_294_0),
            defaultsTo(CertificateType.HOST));
    public static final Field<Certificate, Ref<Host>> HOST =
            define.setAtCreation("host", ref("host"), "Host it identifies; null if trusted pool-wide.", optional());
    public static final Field<Certificate, List<CertificatePurpose>> PURPOSE = define.setAtCreation(
            "purpose",
            set(enumOf(CertificatePurpose.class)),
            "Uses it is trusted for; empty means any.",
            prototyped(V26_13_0),
            optional());

    // Validity
    public static final Field<Certificate, Instant> NOT_BEFORE =
            define.setAtCreation("not_before", DATETIME, "Start of validity.", optional());
    public static final Field<Certificate, Instant> NOT_AFTER =
            define.setAtCreation("not_after", DATETIME, "End of validity.", optional());

    // Fingerprints
    public static final Field<Certificate, String> FINGERPRINT = define.setAtCreation(
            "fingerprint", STRING, "Older field with the SHA256 fingerprint.", deprecated(V24_19_0), optional());
    public static final Field<Certificate, String> FINGERPRINT_SHA256 = define.setAtCreation(
            "fingerprint_sha256",
            STRING,
            "SHA256 fingerprint, hex pairs with colons.",
            prototyped(V24_20_0),
            optional());
    public static final Field<Certificate, String> FINGERPRINT_SHA1 = define.setAtCreation(
            "fingerprint_sha1", STRING, "SHA1 fingerprint, hex pairs with colons.", prototyped(V24_20_0), optional());

    /** The class as a whole. */
    public static final ClassDef<Certificate> CLASS = define.complete(Certificate.class);

    private Certificate() {}
}
