package io.xapid.server.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The commands that are more than a call. */
final class Written {
    private static final Map<String, Body> BODIES = Map.of(
            "cd-list", DriveCommands::allDiscs,
            "vm-cd-eject", DriveCommands::eject,
            "vm-cd-insert", DriveCommands::insert,
            "vm-cd-list", DriveCommands::discs,
            "vm-disk-list", DriveCommands::disks,
            "vm-install", VmCommands::install,
            "vm-reset-powerstate", VmCommands::resetPowerState,
            "vm-uninstall", VmCommands::uninstall,
            "snapshot-uninstall", VmCommands::uninstallNamed,
            "template-uninstall", VmCommands::uninstallNamed);

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
            Map<?, ?> record) {}

    /** Does the work of a command for one object. */
    @FunctionalInterface
    interface Body {
        void run(Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException;
    }

    static Optional<Body> find(String command) {
        return Optional.ofNullable(BODIES.get(command));
    }
}
