package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a thousand clients that wait for events do. */
final class EventScripts {
    static final int SUBSCRIBERS = 1000;

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 15; // in each turn, since its clients are new
    private static final double PATIENCE_SECONDS = 60;

    private final Setup setup;
    private final RunningDaemon daemon;

    EventScripts(Setup setup, RunningDaemon daemon) {
        this.setup = setup;
        this.daemon = daemon;
    }

    /** Makes a script for the state of now. */
    interface Source {
        Subscribers.Script get() throws IOException;
    }

    /** All want to know of all VMs. */
    Subscribers.Script toAll(EventForm form) throws IOException {
        try (var api = daemon.login()) {
            return script(api, form, Collections.nCopies(SUBSCRIBERS, "VM"), SUBSCRIBERS);
        }
    }

    /** Each wants to know of one VM. */
    Subscribers.Script toOne() throws IOException {
        try (var api = daemon.login()) {
            String[] wanted = new String[SUBSCRIBERS];
            JsonNode vms = api.call("VM.get_all");
            String changed = "VM/" + Seeder.firstVm(api);
            Arrays.setAll(wanted, i -> "VM/" + vms.get(i).asText());
            if (!List.of(wanted).contains(changed)) {
                wanted[0] = changed;
            }
            return script(api, EventForm.XML, List.of(wanted), 1);
        }
    }

    /** Who asks a server without events, which answers all when another one asks. */
    Subscribers.Script bare(BareServer server) {
        String park = new String(HttpMessages.get("/park"), UTF_8);
        return new Subscribers.Script(
                server.port(),
                Collections.nCopies(SUBSCRIBERS, List.of(park)),
                "",
                "",
                new String(HttpMessages.get("/release"), UTF_8),
                SUBSCRIBERS,
                setup.rounds(ROUNDS),
                setup.rounds(WARM_UP));
    }

    private Subscribers.Script script(Api api, EventForm form, List<String> wanted, int concerned) throws IOException {
        String token =
                api.call("event.from", List.of("VM"), "", 1.0).get("token").asText();
        String change = new String(
                HttpMessages.xml(
                        "VM.set_name_description",
                        HttpMessages.xmlText(api.session()),
                        HttpMessages.xmlText(Seeder.firstVm(api)),
                        HttpMessages.xmlText("%ROUND%")),
                UTF_8);
        var asks = new ArrayList<List<String>>();
        for (String what : wanted) {
            asks.add(List.of(form.wait(api, what, token, PATIENCE_SECONDS).split(token)));
        }
        return new Subscribers.Script(
                daemon.port(),
                asks,
                token,
                form.mark(),
                change,
                concerned,
                setup.rounds(ROUNDS),
                setup.rounds(WARM_UP));
    }
}
