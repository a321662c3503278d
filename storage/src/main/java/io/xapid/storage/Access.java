package io.xapid.storage;

/** What a user of a volume may do with it. */
public enum Access {
    READ,
    WRITE
}
