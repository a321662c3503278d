package io.xapid.network.host;

import io.xapid.network.HostInterface.Duplex;
import io.xapid.network.HostInterface.Hardware;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkState.Dns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the system's small text files say about NICs and names. A file that is missing or odd says nothing. */
public final class SystemFiles {
    private static final Pattern PCI_ADDRESS = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
    private static final Pattern WORD = Pattern.compile("[!-~]{1,253}");
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_LINES = 1_000;

    private final Path netClass;
    private final Path resolvConf;
    private final PciNames names;

    /**
     * Files in these places.
     *
     * @param netClass where the kernel lists interfaces
     * @param resolvConf the resolver's configuration
     */
    public SystemFiles(Path netClass, Path resolvConf, PciNames names) {
        this.netClass = netClass;
        this.resolvConf = resolvConf;
        this.names = names;
    }

    /** The files where Linux has them. */
    public static SystemFiles ofHost() {
        return new SystemFiles(Path.of("/sys/class/net"), Path.of("/etc/resolv.conf"), PciNames.ofHost());
    }

    Hardware hardware(LinkName link, String bus) {
        Path device = netClass.resolve(link.text()).resolve("device");
        String driver = linkTarget(device.resolve("driver"));
        Path chip = pciDeviceAbove(device);
        String pciBusPath = chip.equals(device) ? "" : String.valueOf(chip.getFileName());
        String vendor = text(chip.resolve("vendor"));
        String id = text(chip.resolve("device"));
        return new Hardware(bus, driver, pciBusPath, vendor, id, names.vendor(vendor), names.device(vendor, id));
    }

    /** A virtio or USB device may sit on a PCI one, which is what people know it by. */
    private static Path pciDeviceAbove(Path device) {
        try {
            for (Path at = device.toRealPath(); at != null; at = at.getParent()) {
                if (PCI_ADDRESS.matcher(String.valueOf(at.getFileName())).matches()) {
                    return at;
                }
            }
        } catch (IOException gone) {
            return device;
        }
        return device;
    }

    long speedMbps(LinkName link) {
        try {
            return Math.max(0, Long.parseLong(text(netClass.resolve(link.text()).resolve("speed"))));
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }

    Duplex duplex(LinkName link) {
        return switch (text(netClass.resolve(link.text()).resolve("duplex"))) {
            case "full" -> Duplex.FULL;
            case "half" -> Duplex.HALF;
            default -> Duplex.UNKNOWN;
        };
    }

    Dns dns() {
        var servers = new ArrayList<String>();
        var domains = new ArrayList<String>();
        for (String line : read(resolvConf).lines().limit(MAX_LINES).toList()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            List<String> values = words.subList(1, words.size()).stream()
                    .filter(word -> WORD.matcher(word).matches())
                    .toList();
            switch (words.get(0)) {
                case "nameserver" -> values.stream().findFirst().ifPresent(servers::add);
                case "search", "domain" -> {
                    domains.clear(); // the last one counts
                    domains.addAll(values);
                }
                default -> {}
            }
        }
        return new Dns(servers, domains);
    }

    private static String linkTarget(Path link) {
        try {
            return String.valueOf(link.toRealPath().getFileName());
        } catch (IOException missing) {
            return "";
        }
    }

    private static String text(Path file) {
        String text = read(file).strip();
        return WORD.matcher(text).matches() ? text : "";
    }

    private static String read(Path file) {
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            return ""; // such as the speed of a NIC that is down
        }
    }
}
