package io.xapid.xe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.talk.LastActs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a command printed, and how it ended. */
record Ran(String out, String err, int status) {
    /** Runs the client in this process, against a server on the loopback address. */
    static Ran xe(ScriptedServer server, String... words) {
        return with(Map.of(), "", server, words);
    }

    static Ran with(Map<String, String> environment, String typed, ScriptedServer server, String... words) {
        var all = new HashMap<>(environment);
        all.putIfAbsent("XE_EXTRA_ARGS", "port=" + server.port());
        return alone(all, typed, words);
    }

    /** @param environment all of it */
    static Ran alone(Map<String, String> environment, String typed, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Client(
                        environment,
                        List.of(),
                        new ByteArrayInputStream(typed.getBytes(UTF_8)),
                        out,
                        err,
                        new LastActs())
                .run(words);
        return new Ran(out.toString(UTF_8), err.toString(UTF_8), status);
    }
}
