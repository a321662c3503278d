package io.xapid.server.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hosts, and what the pool has of all of them. */
final class HostCommands {
    private static final String DEAD =
            "This host is to be taken for dead; if it is not, its VMs may run twice and lose data";
    private static final String FORGET = "This host is to be removed from the pool, with all that is known of it";

    private static final String EJECT =
            "This host is to leave the pool; it starts anew as a host that is alone, without its disks and VMs";

    /** What scripts look for; the host has joined by then. */
    private static final String JOINED = "Host agent will restart and attempt to join pool in 1 seconds...";

    private HostCommands() {}

    static void declareDead(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        giveUp(scene, "uuid", DEAD, "host.declare_dead");
    }

    static void forget(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        giveUp(scene, "uuid", FORGET, "host.destroy");
    }

    static void join(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        scene.api()
                .run(
                        scene.line().isSet("force") ? "pool.join_force" : "pool.join",
                        scene.line().require("master-address"),
                        scene.line().require("master-username"),
                        scene.line().require("master-password"));
        scene.output().message(JOINED);
    }

    static void eject(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        giveUp(scene, "host-uuid", EJECT, "pool.eject");
    }

    private static void giveUp(Written.Scene scene, String parameter, String what, String message)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String host = (String) Typed.reference("host", scene.line().require(parameter), scene.api());
        var record = (Map<?, ?>) scene.api().call("host.get_record", host);
        String object = "host: " + record.get("uuid") + " (" + record.get("name_label") + ")";
        if (scene.line().isSet("force") || Question.isWanted(scene.talk(), what, List.of(object))) {
            scene.api().run(message, host);
        }
    }

    /** Takes away all alerts, or those of a time or a priority. */
    static void destroyMessages(Written.Scene scene) throws ApiFailure, IOException, InterruptedException {
        var filters = new HashMap<String, String>();
        for (String filter : List.of("before", "after", "priority")) {
            scene.line().find(filter).ifPresent(value -> filters.put(filter, value));
        }
        scene.api().run("message.destroy_all", filters);
    }

    /** Ends all sessions of users that a directory knows. */
    static void endSessions(Written.Scene scene) throws ApiFailure, IOException, InterruptedException {
        for (Object subject : (Iterable<?>) scene.api().call("session.get_all_subject_identifiers")) {
            scene.api().call("session.logout_subject_identifier", subject);
        }
    }
}
