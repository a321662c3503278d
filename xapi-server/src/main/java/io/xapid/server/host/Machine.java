package io.xapid.server.host;

import io.xapid.hypervisor.PhysicalHost;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What can be known of this machine without asking any privileged program. Where a hypervisor lies below the host's own
 * system, that system's kernel sees only its share, and the hypervisor is asked for the rest.
 */
public final class Machine {
    private static final String DMI = "sys/class/dmi/id/";
    private static final int MAX_STRING = 512;

    /** Keys of {@code host.bios_strings}, and the files that Linux keeps their values in. */
    private static final Map<String, String> BIOS_FILES = biosFiles();

    private final MachineFiles files;
    private final Clock clock;
    private final Supplier<Optional<PhysicalHost>> below;

    /** @param below the machine as the hypervisor sees it, if that is more than the kernel does */
    public Machine(MachineFiles files, Clock clock, Supplier<Optional<PhysicalHost>> below) {
        this.files = files;
        this.clock = clock;
        this.below = below;
    }

    /** The same, with one answer of the hypervisor for all questions. */
    Machine atOneMoment() {
        Optional<PhysicalHost> picture = below.get();
        return new Machine(files, clock, () -> picture);
    }

    /** The machine as the hypervisor sees it, if that is more than the kernel does. */
    Optional<PhysicalHost> below() {
        return below.get();
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
        List<Processor> seen = Processor.all(files.lines("proc/cpuinfo"));
        Optional<PhysicalHost> physical = below.get();
        if (physical.isEmpty() || seen.isEmpty()) {
            return seen;
        }
        PhysicalHost.Processors all = physical.get().processors();
        int perSocket = all.coresPerSocket() * all.threadsPerCore();
        return IntStream.range(0, all.count())
                .mapToObj(number -> seen.get(0).as(number, number / perSocket))
                .toList();
    }

    /** CPUID words by whose they are, as the hypervisor tells; empty if the kernel's own view is all there is. */
    public Map<String, String> processorFeatures() {
        return below.get().map(host -> host.processors().features()).orElse(Map.of());
    }

    public long memoryTotalBytes() {
        return below.get().map(host -> host.memory().total()).orElseGet(this::kernelTotalBytes);
    }

    /** What could be given to a new guest without driving the machine into its last reserves. */
    public long memoryFreeBytes() {
        return below.get().map(host -> host.memory().free()).orElseGet(this::kernelFreeBytes);
    }

    /** What a hypervisor takes for itself before any guest. */
    public long memoryOfHypervisorBytes() {
        return below.get().map(host -> host.memory().hypervisor()).orElse(0L);
    }

    private long kernelTotalBytes() {
        return files.kilobyteLine("proc/meminfo", "MemTotal");
    }

    private long kernelFreeBytes() {
        return files.kilobyteLine("proc/meminfo", "MemAvailable");
    }

    /** What the host's own system has. */
    PhysicalHost.ControlDomain ownSystem() {
        return below.get().map(PhysicalHost::control).orElseGet(() -> {
            long held = kernelTotalBytes() - kernelFreeBytes();
            return new PhysicalHost.ControlDomain(held, held, processors().size());
        });
    }

    /** When the machine came up; the epoch where that is hidden. */
    public Instant bootTime() {
        return files.lines("proc/stat").stream()
                .filter(line -> line.matches("btime [0-9]{1,12}"))
                .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6))))
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** What names this boot of the machine, and no other; empty where that is hidden. */
    public Optional<String> boot() {
        return files.text("proc/sys/kernel/random/boot_id");
    }

    /** Whether the machine can pass devices through to guests. */
    public boolean hasIommu() {
        return below.get().map(PhysicalHost::iommu).orElseGet(() -> files.holdsEntries("sys/class/iommu"));
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
