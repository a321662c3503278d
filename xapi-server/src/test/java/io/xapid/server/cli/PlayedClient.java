package io.xapid.server.cli;

import io.xapid.server.wire.RawTalk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A client that says what it is told to, and keeps what it hears. */
final class PlayedClient implements RawTalk {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final InputStream in;

    PlayedClient(byte[] bytes) {
        in = new ByteArrayInputStream(bytes);
    }

    /** What it has heard. */
    byte[] sent() {
        return sent.toByteArray();
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return sent;
    }

    @Override
    public void patience(Duration time) {
        // it answers at once
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
