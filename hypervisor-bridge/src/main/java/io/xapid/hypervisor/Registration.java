package io.xapid.hypervisor;

/** A listener's place; closing gives it up, and closing again does nothing. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
