package io.xapid.server.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The commands that are more than a call. */
final class Written {
    private static final Map<String, Body> BODIES = Map.ofEntries(
            entry("cd-list", DriveCommands::allDiscs),
            entry("console", ConsoleCommand::open),
            entry("event-wait", EventCommands::await),
            entry("host-declare-dead", HostCommands::declareDead),
            entry("host-forget", HostCommands::forget),
            entry("pool-eject", HostCommands::eject),
            entry("pool-join", HostCommands::join),
            entry("message-destroy-all", HostCommands::destroyMessages),
            entry("session-subject-identifier-logout-all", HostCommands::endSessions),
            entry("snapshot-disk-list", DeviceCommands::disksOfSnapshot),
            entry("snapshot-reset-powerstate", VmCommands::resetPowerStateOfNamed),
            entry("snapshot-uninstall", VmCommands::uninstallNamed),
            entry("template-uninstall", VmCommands::uninstallNamed),
            entry("vdi-unlock", DeviceCommands::unlock),
            entry("vm-cd-add", DeviceCommands::addDisc),
            entry("vm-cd-eject", DriveCommands::eject),
            entry("vm-cd-insert", DriveCommands::insert),
            entry("vm-cd-list", DriveCommands::discs),
            entry("vm-cd-remove", DeviceCommands::removeDisc),
            entry("vm-create", VmCommands::create),
            entry("vm-disk-add", DeviceCommands::addDisk),
            entry("vm-disk-list", DriveCommands::disks),
            entry("vm-disk-remove", DeviceCommands::removeDisk),
            entry("vm-install", VmCommands::install),
            entry("vm-reset-powerstate", VmCommands::resetPowerState),
            entry("vm-uninstall", VmCommands::uninstall),
            entry("vm-vif-list", DeviceCommands::interfaces));

    private Written() {}

    /** What a command works with. */
    record Scene(
            CommandLine line,
            Output output,
            Api api,
            Records records,
            ThinTalk talk,
            Catalogue catalogue,
            String self,
            Map<?, ?> record) {
        /** The same for another object. */
        Scene of(String other, Map<?, ?> otherRecord) {
            return new Scene(line, output, api, records, talk, catalogue, other, otherRecord);
        }
    }

    /** Does the work of a command for one object. */
    @FunctionalInterface
    interface Body {
        void run(Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException;
    }

    private static Map.Entry<String, Body> entry(String command, Body body) {
        return Map.entry(command, body);
    }

    static Optional<Body> find(String command) {
        return Optional.ofNullable(BODIES.get(command));
    }
}
