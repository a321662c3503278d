package io.xapid.hypervisor.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainStatistics;
import io.xapid.hypervisor.DomainStatistics.DiskCounters;
import io.xapid.hypervisor.DomainStatistics.NicCounters;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.qemu.HostInterfaces.Interface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A living guest's counters: from its monitor, from its process and from its taps. */
final class DomainCounters {
    private static final Pattern DISK_OF_PATH = Pattern.compile("/disk-([0-9]{1,3})(?:/|$)");
    /** The kernel's unit of processor time in /proc, which is the same on every Linux we run on. */
    private static final double TICKS_PER_SECOND = 100.0;

    private final QemuDomain domain;

    DomainCounters(QemuDomain domain) {
        this.domain = domain;
    }

    DomainStatistics read(DomainSpec spec, ProcessIdentity process) {
        return new DomainStatistics(cpuSeconds(process), memory(spec), resident(process), disks(), nics(spec));
    }

    private List<Double> cpuSeconds(ProcessIdentity process) {
        var byNumber = new TreeMap<Integer, Double>();
        for (JsonNode cpu : domain.command("count its vCPUs", "query-cpus-fast", Map.of())) {
            Path stat = process.proc()
                    .resolve("task")
                    .resolve(Long.toString(cpu.path("thread-id").asLong()))
                    .resolve("stat");
            byNumber.put(cpu.path("cpu-index").asInt(), ticks(stat) / TICKS_PER_SECOND);
        }
        return List.copyOf(byNumber.values());
    }

    private static long ticks(Path stat) {
        try {
            String text = new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]); // in user space and in the kernel
        } catch (IOException | RuntimeException e) {
            return 0; // a vCPU that was just taken away
        }
    }

    private long memory(DomainSpec spec) {
        return domain.command("ask for its balloon", "query-balloon", Map.of())
                .path("actual")
                .asLong(spec.memory().staticMaxBytes());
    }

    private static long resident(ProcessIdentity process) {
        try {
            return Files.readAllLines(process.proc().resolve("status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    << 10;
        } catch (IOException e) {
            return 0; // it ends as we look
        }
    }

    private Map<Integer, DiskCounters> disks() {
        var counters = new HashMap<Integer, DiskCounters>();
        for (JsonNode one : domain.command("read its disks' counters", "query-blockstats", Map.of())) {
            Matcher disk = DISK_OF_PATH.matcher("/" + one.path("qdev").asText());
            if (disk.find()) {
                JsonNode stats = one.path("stats");
                counters.put(
                        Integer.parseInt(disk.group(1)),
                        new DiskCounters(
                                stats.path("rd_bytes").asLong(),
                                stats.path("wr_bytes").asLong(),
                                stats.path("rd_operations").asLong(),
                                stats.path("wr_operations").asLong()));
            }
        }
        return counters;
    }

    private static Map<Integer, NicCounters> nics(DomainSpec spec) {
        var counters = new HashMap<Integer, NicCounters>();
        Map<String, Interface> interfaces = spec.nics().isEmpty() ? Map.of() : HostInterfaces.now();
        for (Nic nic : spec.nics()) {
            Optional<String> tap = Devices.hostInterface(spec.vm(), nic);
            tap.map(interfaces::get)
                    .ifPresent(counted -> counters.put(
                            nic.slot(),
                            new NicCounters( // what the host sends the guest receives, and the other way round
                                    tap,
                                    /* receivedBytes= */ counted.sentBytes(),
                                    /* sentBytes= */ counted.receivedBytes(),
                                    /* receivedPackets= */ counted.sentPackets(),
                                    /* sentPackets= */ counted.receivedPackets())));
        }
        return counters;
    }
}
