package io.xapid.server.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A guest's text console in the client's terminal. */
final class ConsoleCommand {
    private ConsoleCommand() {}

    static void open(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        Map<?, ?> console = textConsole(scene);
        Api api = scene.api();
        String location = String.valueOf(console.get("location"));
        boolean isHere = api.host().equals(scene.record().get("resident_on"));
        // from here it is reached as the command was: the client knows a port and a way that lead to us
        String place = isHere ? pathOf(location) : location;
        if (!scene.talk().connect(api.signed(place))) {
            throw CliFailure.plain("The console was not joined");
        }
    }

    private static Map<?, ?> textConsole(Written.Scene scene)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        for (Object reference : Records.several(scene.record(), "consoles")) {
            Map<?, ?> console = scene.records().find("console", String.valueOf(reference));
            if (console != null && "vt100".equals(console.get("protocol"))) {
                return console;
            }
        }
        boolean isRunning = "Running".equals(scene.record().get("power_state"));
        throw CliFailure.plain(
                isRunning
                        ? "The VM has no text console; 'xe console-list' lists those that there are"
                        : "Only a running VM has a console; 'xe vm-start' starts one");
    }

    private static String pathOf(String location) throws CliFailure {
        try {
            URI url = URI.create(location);
            return url.getRawPath() + "?" + url.getRawQuery();
        } catch (IllegalArgumentException wrong) {
            throw CliFailure.plain("The console's location is no URL");
        }
    }
}
