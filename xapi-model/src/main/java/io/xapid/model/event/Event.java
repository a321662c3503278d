package io.xapid.model.event;

import static io.xapid.model.meta.FieldOption.deprecated;
import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenClass.Trait.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;

@XenClass(
        name = "event",
        since = RIO,
        doc = "Note of one change to an object.",
        messages = EventMessages.class,
        traits = {NOT_STORED, NO_EVENTS, NO_GET_ALL, NO_TASK})
public final class Event {
    private static final FieldFactory<Event> define = new FieldFactory<>("event", RIO);

    // Identity
    public static final Field<Event, Long> ID = define.setAtCreation("id", INT, "Number that grows with each event.");
    public static final Field<Event, Instant> TIMESTAMP = define.setAtCreation(
            "timestamp", DATETIME, "Time of the event; always filled, no longer of use.", deprecated(BOSTON));

    // Change
    public static final Field<Event, String> CLASS_NAME =
            define.setAtCreation("class", STRING, "Class of the changed object.");
    public static final Field<Event, EventOperation> OPERATION = define.setAtCreation(
            "operation", enumOf(EventOperation.class), "Whether it was added, deleted or modified.");
    public static final Field<Event, String> REF =
            define.setAtCreation("ref", STRING, "Reference of the changed object.");
    public static final Field<Event, String> OBJ_UUID =
            define.setAtCreation("obj_uuid", STRING, "UUID of the changed object; no longer kept.", deprecated(BOSTON));

    /** The class as a whole. */
    public static final ClassDef<Event> CLASS = define.complete(Event.class);

    private Event() {}
}
