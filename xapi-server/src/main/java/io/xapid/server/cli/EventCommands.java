package io.xapid.server.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Waiting for objects to be as somebody wants them. */
final class EventCommands {
    private static final double SECONDS_A_LOOK = 5; // of what lies in other classes no event of this one tells

    private EventCommands() {}

    /** Returns once an object of the class is as the other words say; {@code field=/=value} is what it must not be. */
    static void await(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        String name = scene.line().require("class");
        CliClass of = scene.catalogue().classes().get(name);
        if (of == null) {
            throw CliFailure.plain("Unknown class '" + name + "'");
        }
        Map<String, String> filters = filters(scene.line());
        String token = "";
        while (new Selection(new Records(scene.api())).wanted(of, filters).isEmpty()) {
            var batch = (Map<?, ?>)
                    scene.api().call("event.from", List.of(of.definition().name()), token, SECONDS_A_LOOK);
            token = String.valueOf(batch.get("token"));
        }
    }

    private static Map<String, String> filters(CommandLine line) {
        var filters = new LinkedHashMap<String, String>();
        line.parameters().forEach((name, value) -> {
            if (!CommandLine.STANDARD.contains(name) && !name.equals("class") && !name.equals("session_id")) {
                filters.put(name, value);
            }
        });
        return filters;
    }
}
