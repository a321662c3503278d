package io.xapid.model.store;

import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

/** What an older release knew of {@link Shelf}: it did not list its books. */
@XenClass(name = "shelf", since = RIO, doc = "Holds books.")
final class OlderShelf {
    private static final FieldFactory<OlderShelf> define = new FieldFactory<>("shelf", RIO);

    static final Field<OlderShelf, String> UUID = define.serverOnly("uuid", STRING, "Names it.");

    static final ClassDef<OlderShelf> CLASS = define.complete(OlderShelf.class);

    private OlderShelf() {}
}
