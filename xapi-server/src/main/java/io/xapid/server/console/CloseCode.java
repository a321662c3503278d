package io.xapid.server.console;

import java.nio.ByteBuffer;

/** Why a WebSocket ends, as RFC 6455 (section 7.4) numbers it. */
enum CloseCode {
    /** It does not end. Never sent. */
    NONE(0),
    GOING_AWAY(1001),
    PROTOCOL_ERROR(1002),
    UNSUPPORTED_DATA(1003),
    NOT_UTF8(1007),
    TOO_BIG(1009);

    private static final int FIRST_OF_LIBRARIES = 3000;
    private static final int LAST = 4999;

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** What is wrong with the payload of a client's close frame. */
    static CloseCode objectionTo(byte[] payload) {
        if (payload.length == 0) {
            return NONE;
        }
        if (payload.length == 1 || !mayBeSent(ByteBuffer.wrap(payload).getShort() & 0xFFFF)) {
            return PROTOCOL_ERROR;
        }
        return FrameReader.isUtf8(ByteBuffer.wrap(payload, 2, payload.length - 2)) ? NONE : NOT_UTF8;
    }

    private static boolean mayBeSent(int number) {
        boolean isDefined = (number >= 1000 && number <= 1003) || (number >= 1007 && number <= 1014);
        return isDefined || (number >= FIRST_OF_LIBRARIES && number <= LAST);
    }
}
