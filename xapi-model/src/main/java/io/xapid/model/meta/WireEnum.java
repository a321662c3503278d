package io.xapid.model.meta;

/** An enumeration of the API: each constant knows the word that stands for it on the wire. */
public interface WireEnum {
    String wireName();

    /** One line for people. */
    String doc();
}
