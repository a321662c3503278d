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
    private static final Map<String, Map<String, String>> WORDS = Map.ofEntries(
            Map.entry(
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
                            "cbt_metadata", "CBT metadata")),
            Map.entry("on_normal_exit", ACTIONS),
            Map.entry("on_crash_behaviour", ACTIONS),
            Map.entry("on_softreboot_behavior", ACTIONS),
            Map.entry(
                    "vm_power_state",
                    Map.of("Halted", "halted", "Running", "running", "Paused", "paused", "Suspended", "suspended")),
            Map.entry("vbd_mode", Map.of("RO", "ro", "RW", "rw")),
            Map.entry("console_protocol", Map.of("vt100", "VT100", "rfb", "RFB", "rdp", "RDP")),
            Map.entry("domain_type", Map.of("pv_in_pvh", "pv-in-pvh")),
            Map.entry("allocation_algorithm", Map.of("depth_first", "depth-first", "breadth_first", "breadth-first")),
            Map.entry("task_allowed_operations", Map.of("cancel", "Cancel", "destroy", "Destroy")),
            Map.entry(
                    "host_allowed_operations",
                    Map.of("vm_start", "VM.start", "vm_resume", "VM.resume", "vm_migrate", "VM.migrate")));

    private Spelling() {}

    static String shown(String enumeration, String word) {
        if (enumeration.equals("storage_operations")) { // those on what a storage repository consists of
            return word.replaceFirst("^vdi_", "VDI.").replaceFirst("^pbd_", "PBD.");
        }
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
