package io.xapid.model.event;

import static io.xapid.model.meta.FieldOption.extended;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.V1_313_0;
import static io.xapid.model.meta.XenClass.Trait.NOT_STORED;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;

@XenClass(
        name = "message",
        since = ORLANDO,
        doc = "Alert about an object, kept until someone deletes it.",
        messages = PoolMessageMessages.class,
        traits = {NOT_STORED, NO_GET_ALL})
public final class PoolMessage {
    private static final FieldFactory<PoolMessage> define = new FieldFactory<>("message", ORLANDO);

    // Identity
    public static final Field<PoolMessage, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<PoolMessage, String> NAME =
            define.serverOnly("name", STRING, "Kind of alert, a fixed upper case word.", since(RIO));

    // Content
    public static final Field<PoolMessage, Long> PRIORITY =
            define.serverOnly("priority", INT, "Urgency from 1, worst, to 5, information only.", since(RIO));
    public static final Field<PoolMessage, String> BODY =
            define.serverOnly("body", STRING, "Details; form depends on the kind of alert.", since(RIO));
    public static final Field<PoolMessage, Instant> TIMESTAMP =
            define.serverOnly("timestamp", DATETIME, "Time the alert was raised.", since(RIO));

    // Subject
    public static final Field<PoolMessage, MessageSubject> CLS = define.serverOnly(
            "cls", enumOf(MessageSubject.class), "Class of the object concerned.", extended(V1_313_0));
    public static final Field<PoolMessage, String> OBJ_UUID =
            define.serverOnly("obj_uuid", STRING, "UUID of the object concerned.", since(RIO));

    /** The class as a whole. */
    public static final ClassDef<PoolMessage> CLASS = define.complete(PoolMessage.class);

    private PoolMessage() {}
}
