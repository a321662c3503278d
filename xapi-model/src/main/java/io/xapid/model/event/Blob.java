package io.xapid.model.event;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;

@XenClass(
        name = "blob",
        since = ORLANDO,
        doc = "Place for binary data attached to an object, moved over HTTP.",
        messages = BlobMessages.class)
public final class Blob {
    private static final FieldFactory<Blob> define = new FieldFactory<>("blob", ORLANDO);

    // Identity
    public static final Field<Blob, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<Blob, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<Blob, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes.", since(RIO), optional());

    // Content
    public static final Field<Blob, Long> SIZE = define.serverOnly("size", INT, "Bytes stored.", since(RIO));
    public static final Field<Blob, String> MIME_TYPE =
            define.setAtCreation("mime_type", STRING, "Media type served on download.", since(RIO));
    public static final Field<Blob, Instant> LAST_UPDATED =
            define.setAtCreation("last_updated", DATETIME, "Time the data last changed.", since(RIO));
    public static final Field<Blob, Boolean> PUBLIC = define.readWrite(
            "public", BOOL, "Whether it can be downloaded without logging in.", since(TAMPA), optional());

    /** The class as a whole. */
    public static final ClassDef<Blob> CLASS = define.complete(Blob.class);

    private Blob() {}
}
