package io.xapid.model.meta;

/** An enumeration for tests. */
@XenEnum(name = "shade", doc = "How bright it is.")
enum Shade implements WireEnum {
    LIGHT("light", "Bright."),
    DARK("dark-ish", "Not bright.");

    private final String wireName;
    private final String doc;

    Shade(String wireName, String doc) {
        this.wireName = wireName;
        this.doc = doc;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return doc;
    }
}
