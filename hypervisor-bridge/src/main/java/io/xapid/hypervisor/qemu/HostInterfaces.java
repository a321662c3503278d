package io.xapid.hypervisor.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The kernel's table of network interfaces: unlike /sys always of our own network namespace, and complete. */
final class HostInterfaces {
    private static final Path TABLE = Path.of("/proc/net/dev");

    /** After the name and a colon: eight numbers of what was received, and eight of what was sent. */
    private static final Pattern COUNTERS = Pattern.compile("( +[0-9]+){16}");

    /** What went through one of them. */
    record Interface(long receivedBytes, long receivedPackets, long sentBytes, long sentPackets) {}

    private HostInterfaces() {}

    /** All there are, by name; none if the table cannot be read. */
    static Map<String, Interface> now() {
        var interfaces = new HashMap<String, Interface>();
        try {
            for (String line : Files.readAllLines(TABLE)) {
                String[] parts = line.strip().split(":", 2);
                if (parts.length == 2 && COUNTERS.matcher(parts[1]).matches()) {
                    long[] numbers = Arrays.stream(parts[1].strip().split(" +"))
                            .mapToLong(Long::parseLong)
                            .toArray();
                    interfaces.put(parts[0], new Interface(numbers[0], numbers[1], numbers[8], numbers[9]));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Map.of();
        }
        return interfaces;
    }
}
