package io.xapid.server.wire.codec;

import io.xapid.server.api.WireCall;

/** One wire form of calls and their answers. */
public interface CallCodec {
    /** The exact content type of answers; clients compare it letter by letter. */
    String contentType();

    /**
     * Reads the one call that {@code body} holds.
     *
     * @param length how many bytes of {@code body} count
     * @throws MalformedCallException if it holds none, or breaks a limit
     */
    DecodedCall read(byte[] body, int length, WireCall.Caller caller) throws MalformedCallException;
}
