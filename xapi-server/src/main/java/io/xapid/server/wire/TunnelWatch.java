package io.xapid.server.wire;

import java.nio.ByteBuffer;

/** Hears what passes through a tunnel. Called on the thread that moves the bytes, so it returns at once. */
public interface TunnelWatch {
    /** Hears nothing. */
    TunnelWatch NONE = new TunnelWatch() {};

    /** @param bytes what the client sent, read-only, of use only during the call */
    default void fromClient(ByteBuffer bytes) {}

    /** @param bytes what the peer sent, read-only, of use only during the call */
    default void fromPeer(ByteBuffer bytes) {}

    /** The tunnel opened; closing {@code tunnel} ends it, from any thread. */
    default void opened(AutoCloseable tunnel) {}

    /** The tunnel is gone, whoever ended it. */
    default void closed() {}
}
