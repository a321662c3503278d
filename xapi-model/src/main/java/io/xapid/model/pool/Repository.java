package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.enumOf;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "Repository",
        since = V1_301_0,
        doc = "Source of update packages for hosts.",
        messages = RepositoryMessages.class)
public final class Repository {
    private static final FieldFactory<Repository> define = new FieldFactory<>("Repository", V1_301_0);

    // Identity
    public static final Field<Repository, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Repository, String> NAME_LABEL = define.readWrite(
            "name_label",
            STRING,
            "Name for people; unique among repositories.",
            since(RIO),
            optional(),
            setByOrClientCertificate(POOL_OPERATOR));
    public static final Field<Repository, String> NAME_DESCRIPTION = define.readWrite(
            "name_description",
            STRING,
            "Free text notes.",
            since(RIO),
            optional(),
            setByOrClientCertificate(POOL_OPERATOR));

    // Source
    public static final Field<Repository, RepositoryOrigin> ORIGIN = define.setAtCreation(
            "origin",
            enumOf(RepositoryOrigin.class),
            "Where packages come from: a remote server, an uploaded bundle or another pool.",
            prototyped(V24_23_0),
            defaultsTo(RepositoryOrigin.REMOTE));
    public static final Field<Repository, String> BINARY_URL =
            define.setAtCreation("binary_url", STRING, "Address of the installable packages.", optional());
    public static final Field<Repository, String> SOURCE_URL =
            define.setAtCreation("source_url", STRING, "Address of the source packages.", optional());
    public static final Field<Repository, String> GPGKEY_PATH = define.setAtCreation(
            "gpgkey_path",
            STRING,
            "Key file on the host that package signatures are checked with.",
            prototyped(V22_12_0),
            optional());
    public static final Field<Repository, String> CERTIFICATE = define.setAtCreation(
            "certificate",
            STRING,
            "PEM certificate of the other pool when packages come from one.",
            prototyped(V25_7_0),
            optional());

    // State
    public static final Field<Repository, Boolean> UPDATE =
            define.setAtCreation("update", BOOL, "True if it carries updates, with metadata about them.", optional());
    public static final Field<Repository, String> HASH =
            define.serverOnly("hash", STRING, "SHA256 over the metadata last fetched; names the state of the copy.");
    public static final Field<Repository, Boolean> UP_TO_DATE = define.serverOnly(
            "up_to_date",
            BOOL,
            "Whether all hosts had everything in it; no longer kept current.",
            deprecated(V23_18_0),
            removed(V23_18_0));

    /** The class as a whole. */
    public static final ClassDef<Repository> CLASS = define.complete(Repository.class);

    private Repository() {}
}
