package io.xapid.model.store;

import static io.xapid.model.meta.FieldOption.dangling;
import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.DATETIME;
import static io.xapid.model.meta.XenType.FLOAT;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.STRING_MAP;
import static io.xapid.model.meta.XenType.STRING_SET;
import static io.xapid.model.meta.XenType.enumOf;
import static io.xapid.model.meta.XenType.map;
import static io.xapid.model.meta.XenType.option;
import static io.xapid.model.meta.XenType.ref;
import static io.xapid.model.meta.XenType.set;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class with a field of every type, references one to many and many to many, to others and to its own kind. */
@XenClass(name = "book", since = RIO, doc = "Something to read.")
final class Book {
    private static final FieldFactory<Book> define = new FieldFactory<>("book", RIO);

    static final Field<Book, String> UUID = define.serverOnly("uuid", STRING, "Names it.");
    static final Field<Book, String> TITLE = define.readWrite("title", STRING, "For people.");
    static final Field<Book, Long> PAGES = define.readWrite("pages", INT, "How many.", defaultsTo(100L));
    static final Field<Book, Double> PRICE = define.readWrite("price", FLOAT, "In crowns.");
    static final Field<Book, Boolean> LENT = define.readWrite("lent", BOOL, "Whether somebody has it.");
    static final Field<Book, Instant> BOUGHT = define.readWrite("bought", DATETIME, "When.");
    static final Field<Book, Genre> GENRE =
            define.readWrite("genre", enumOf(Genre.class, "genre"), "What it is about.");
    static final Field<Book, List<String>> KEYWORDS = define.readWrite("keywords", STRING_SET, "For the catalogue.");
    static final Field<Book, Map<String, String>> NOTES = define.readWrite("notes", STRING_MAP, "By readers.");
    static final Field<Book, Map<String, List<Long>>> MARKS =
            define.readWrite("marks", map(STRING, set(INT)), "Pages that readers like.");
    static final Field<Book, Optional<String>> REVIEW = define.readWrite("review", option(STRING), "If there is one.");
    static final Field<Book, Ref<Shelf>> SHELF = define.readWrite("shelf", ref("shelf"), "Where it stands.");
    static final Field<Book, Ref<Shelf>> LAST_SEEN =
            define.readWrite("last_seen", ref("shelf"), "Where it once stood.", dangling());
    static final Field<Book, Ref<Book>> SEQUEL_OF = define.readWrite("sequel_of", ref("book"), "What came before.");
    static final Field<Book, List<Ref<Book>>> SEQUELS =
            define.derived("sequels", "book", "sequel_of", "What came next.");
    static final Field<Book, List<Ref<Book>>> CITES = define.readWrite("cites", set(ref("book")), "Its sources.");
    static final Field<Book, List<Ref<Book>>> CITED_BY = define.derived("cited_by", "book", "cites", "Its readers.");

    static final ClassDef<Book> CLASS = define.complete(Book.class);

    private Book() {}
}
