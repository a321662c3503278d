package io.xapid.ha.pool;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

/** What the hosts of a test pool keep. */
@XenClass(name = "note", since = RIO, doc = "Something to remember.")
final class Note {
    private static final FieldFactory<Note> define = new FieldFactory<>("note", RIO);

    static final Field<Note, String> UUID = define.serverOnly("uuid", STRING, "Names it.");
    static final Field<Note, String> TEXT = define.readWrite("text", STRING, "For people.");
    static final Field<Note, Long> COUNT = define.readWrite("count", INT, "How often.", defaultsTo(0L));

    static final ClassDef<Note> CLASS = define.complete(Note.class);

    private Note() {}
}
