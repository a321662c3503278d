package io.xapid.xe;

import io.xapid.xe.net.Dialer;
import java.util.List;

/**
 * What was asked for, and of whom.
 *
 * @param words the command and its arguments, without user and password
 * @param user a secret goes with it, so this prints neither
 * @param traceParent empty where nobody traces
 */
record Settings(
        List<String> words,
        Dialer.Server server,
        String user,
        String password,
        boolean debug,
        boolean debugOnFail,
        String traceParent,
        String baggage) {
    Settings {
        words = List.copyOf(words);
    }

    @Override
    public String toString() {
        return "Settings[" + server + "]";
    }
}
