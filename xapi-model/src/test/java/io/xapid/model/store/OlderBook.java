package io.xapid.model.store;

import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.enumOf;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenClass;

/** What an older release knew of {@link Book}: fewer fields, fewer genres, and no shelves at all. */
@XenClass(name = "book", since = RIO, doc = "Something to read.")
final class OlderBook {
    private static final FieldFactory<OlderBook> define = new FieldFactory<>("book", RIO);

    static final Field<OlderBook, String> UUID = define.serverOnly("uuid", STRING, "Names it.");
    static final Field<OlderBook, OlderGenre> GENRE =
            define.readWrite("genre", enumOf(OlderGenre.class, "genre"), "What it is about.");
    static final Field<OlderBook, String> TITLE = define.readWrite("title", STRING, "For people.");

    static final ClassDef<OlderBook> CLASS = define.complete(OlderBook.class);

    private OlderBook() {}

    enum OlderGenre implements WireEnum {
        NOVEL,
        TRAVEL;

        @Override
        public String wireName() {
            return this == NOVEL ? "novel" : "travel";
        }

        @Override
        public String doc() {
            return "about " + wireName();
        }
    }
}
