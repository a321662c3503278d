package io.xapid.server.console;

import java.nio.ByteBuffer;

/** Listens to what one client sends to a console, for signs of a person. */
interface ClientInput {
    /** A line of text: whatever comes was typed. */
    ClientInput TYPED = bytes -> bytes.hasRemaining();

    /** Hears what came next, and tells whether a person was at work in it. */
    boolean hear(ByteBuffer bytes);
}
