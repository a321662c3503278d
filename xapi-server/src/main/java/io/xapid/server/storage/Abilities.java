package io.xapid.server.storage;

/** Says what the repositories of a type can do. */
@FunctionalInterface
interface Abilities {
    /** @param feature by the name that clients know, such as {@code VDI_SNAPSHOT} */
    boolean can(String type, String feature);
}
