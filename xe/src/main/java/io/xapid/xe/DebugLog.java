package io.xapid.xe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.talk.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Tells what goes on, to those who ask: at once, or only when the command failed. What is kept for then is bounded. */
final class DebugLog implements io.xapid.xe.talk.Tale {
    private static final int MOST_KEPT = 1 << 20;

    private final Screen screen;
    private final boolean now;
    private final boolean onFailure;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);

    DebugLog(Screen screen, boolean now, boolean onFailure) {
        this.screen = screen;
        this.now = now;
        this.onFailure = onFailure;
    }

    @Override
    public boolean isTold() {
        return now || onFailure;
    }

    @Override
    public void tell(String what) throws IOException {
        byte[] line = (what + "\n").getBytes(UTF_8);
        if (now) {
            screen.error(line);
        }
        if (onFailure && kept.size() + line.length <= MOST_KEPT) {
            kept.writeBytes(line);
        }
    }

    /** To be called at the end of a command that failed. */
    void failed() throws IOException {
        if (onFailure) {
            screen.error("\nDebug info:\n\n".getBytes(UTF_8));
            screen.error(kept.toByteArray());
        }
    }
}
