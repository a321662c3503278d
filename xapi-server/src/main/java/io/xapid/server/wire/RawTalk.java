package io.xapid.server.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A client's connection once it speaks a protocol of its own instead of HTTP. Used by one thread, which may wait. */
public interface RawTalk {
    /** What the client sends. Reading fails when the client is silent for longer than {@link #patience}. */
    InputStream in();

    /** What the client gets. Writing fails when the client takes nothing for longer than {@link #patience}. */
    OutputStream out();

    /** How long the client may be silent, or take nothing, while it is waited for. */
    void patience(Duration time);

    /** Whether the client is still there, as far as it can be known without taking what it has sent. */
    boolean isOpen();

    /** Leads the talk. When it returns or throws, the connection is closed. */
    @FunctionalInterface
    interface Host {
        void talk(RawTalk talk) throws Exception;
    }
}
