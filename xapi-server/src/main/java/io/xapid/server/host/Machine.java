package io.xapid.server.host;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be known of this machine without asking any privileged program. */
public final class Machine {
    private static final String DMI = "sys/class/dmi/id/";
    private static final int MAX_STRING = 512;

    /** Keys of {@code host.bios_strings}, and the files that Linux keeps their values in. */
    private static final Map<String, String> BIOS_FILES = biosFiles();

    private final MachineFiles files;
    private final Clock clock;

    public Machine(MachineFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public String hostname() {
        return files.text("proc/sys/kernel/hostname").orElse("localhost");
    }

    public String kernelRelease() {
        return files.text("proc/sys/kernel/osrelease").orElse("");
    }

    public List<Processor> processors() {
        return Processor.all(files.lines("proc/cpuinfo"));
    }

    public long memoryTotalBytes() {
        return files.kilobyteLine("proc/meminfo", "MemTotal");
    }

    /** What could be given to a new guest without driving the machine into its last reserves. */
    public long memoryFreeBytes() {
        return files.kilobyteLine("proc/meminfo", "MemAvailable");
    }

    /** When the machine came up; the epoch where that is hidden. */
    public Instant bootTime() {
        return files.lines("proc/stat").stream()
                .filter(line -> line.matches("btime [0-9]{1,12}"))
                .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6))))
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** Whether the machine can pass devices through to guests. */
    public boolean hasIommu() {
        return files.holdsEntries("sys/class/iommu");
    }

    public boolean hasSecureBoot() {
        // four bytes of attributes, then the value
        return files.text("sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c")
                .map(variable -> variable.endsWith("\u0001"))
                .orElse(false);
    }

    /** The zone's name, where the host says it. */
    public String timezone() {
        return files.text("etc/timezone")
                .filter(zone -> zone.matches("[A-Za-z0-9_+/-]{1,64}"))
                .orElse("UTC");
    }

    /** What the firmware says of itself and of the machine, as far as this machine has any and shows it. */
    public Map<String, String> biosStrings() {
        var strings = new LinkedHashMap<String, String>();
        BIOS_FILES.forEach((key, file) -> biosString(file).ifPresent(value -> strings.put(key, value)));
        return strings;
    }

    private Optional<String> biosString(String file) {
        return files.text(DMI + file)
                .map(value -> value.replaceAll("[^\\x20-\\x7e]", "?"))
                .map(value -> value.length() > MAX_STRING ? value.substring(0, MAX_STRING) : value);
    }

    private static Map<String, String> biosFiles() {
        var names = new LinkedHashMap<String, String>();
        names.put("bios-vendor", "bios_vendor");
        names.put("bios-version", "bios_version");
        names.put("system-manufacturer", "sys_vendor");
        names.put("system-product-name", "product_name");
        names.put("system-version", "product_version");
        names.put("system-serial-number", "product_serial");
        names.put("baseboard-manufacturer", "board_vendor");
        names.put("baseboard-product-name", "board_name");
        names.put("baseboard-version", "board_version");
        names.put("baseboard-serial-number", "board_serial");
        return names;
    }
}
