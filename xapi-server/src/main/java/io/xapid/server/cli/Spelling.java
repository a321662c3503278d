package io.xapid.server.cli;

import java.util.Locale;
import java.util.Map;

/** Where the command line spells a value of an enumeration otherwise than the wire. */
final class Spelling {
    private static final Map<String, String> ACTIONS = Map.of(
            "destroy", "Destroy",
            "restart", "Restart",
            "coredump_and_destroy", "Core dump and destroy",
            "coredump_and_restart", "Core dump and restart",
            "preserve", "Preserve",
            "rename_restart", "Rename restart",
            "soft_reboot", "Soft reboot");
    private static final Map<String, Map<String, String>> WORDS = Map.of(
            "vdi_type",
            Map.of(
                    "system", "System",
                    "user", "User",
                    "ephemeral", "Ephemeral",
                    "suspend", "Suspend",
                    "crashdump", "Crashdump",
                    "ha_statefile", "HA statefile",
                    "metadata", "Metadata",
                    "redo_log", "Redo log",
                    "pvs_cache", "PVS cache",
                    "cbt_metadata", "CBT metadata"),
            "on_normal_exit",
            ACTIONS,
            "on_crash_behaviour",
            ACTIONS,
            "on_softreboot_behavior",
            ACTIONS,
            "vm_power_state",
            Map.of("Halted", "halted", "Running", "running", "Paused", "paused", "Suspended", "suspended"),
            "vbd_mode",
            Map.of("RO", "ro", "RW", "rw"),
            "console_protocol",
            Map.of("vt100", "VT100", "rfb", "RFB", "rdp", "RDP"));

    private Spelling() {}

    static String shown(String enumeration, String word) {
        return WORDS.getOrDefault(enumeration, Map.of()).getOrDefault(word, word);
    }

    /** What the wire calls what somebody typed, whatever its case. */
    static String typed(String enumeration, String word) {
        for (Map.Entry<String, String> one :
                WORDS.getOrDefault(enumeration, Map.of()).entrySet()) {
            boolean isMeant =
                    one.getValue().equalsIgnoreCase(word) || one.getKey().equals(word.toLowerCase(Locale.ROOT));
            if (isMeant) {
                return one.getKey();
            }
        }
        return word;
    }
}
