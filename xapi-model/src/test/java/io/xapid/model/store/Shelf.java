package io.xapid.model.store;

import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;

/** A class that others refer to. */
@XenClass(name = "shelf", since = RIO, doc = "Holds books.")
final class Shelf {
    private static final FieldFactory<Shelf> define = new FieldFactory<>("shelf", RIO);

    static final Field<Shelf, String> UUID = define.serverOnly("uuid", STRING, "Names it.");
    static final Field<Shelf, String> LABEL = define.readWrite("label", STRING, "For people.");
    static final Field<Shelf, List<Ref<Book>>> BOOKS = define.derived("books", "book", "shelf", "What stands on it.");
    static final Field<Shelf, List<Ref<Book>>> GHOSTS =
            define.derived("ghosts", "book", "last_seen", "What once stood on it.");

    static final ClassDef<Shelf> CLASS = define.complete(Shelf.class);

    private Shelf() {}
}
