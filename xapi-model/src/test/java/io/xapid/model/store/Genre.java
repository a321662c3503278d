package io.xapid.model.store;

import io.xapid.model.meta.WireEnum;

/** What a book is about. */
enum Genre implements WireEnum {
    NOVEL("novel"),
    TRAVEL("travel"),
    COOKING("cooking");

    private final String wireName;

    Genre(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return "about " + wireName;
    }
}
