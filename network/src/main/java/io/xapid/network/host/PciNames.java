package io.xapid.network.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of PCI vendors and devices, from the list that distributions ship. Where there is none, names are empty. */
public final class PciNames {
    private static final Pattern ID = Pattern.compile("0x[0-9a-f]{4}");
    private static final int MAX_LINES = 200_000;

    private final List<Path> lists;

    /** @param lists where the list may be; the first that is there counts */
    public PciNames(List<Path> lists) {
        this.lists = List.copyOf(lists);
    }

    static PciNames ofHost() {
        return new PciNames(List.of(Path.of("/usr/share/misc/pci.ids"), Path.of("/usr/share/hwdata/pci.ids")));
    }

    /** @param vendorId as the kernel writes it, such as {@code 0x8086} */
    String vendor(String vendorId) {
        return lookUp(vendorId, Optional.empty());
    }

    String device(String vendorId, String deviceId) {
        return lookUp(vendorId, Optional.of(deviceId));
    }

    /** Vendors start a line, their devices follow on lines with one tab; both are an id, two blanks and a name. */
    private String lookUp(String vendorId, Optional<String> deviceId) {
        Optional<Path> list = lists.stream().filter(Files::isReadable).findFirst();
        if (list.isEmpty() || !isId(vendorId) || !deviceId.map(PciNames::isId).orElse(true)) {
            return "";
        }
        String vendor = vendorId.substring(2) + "  ";
        Optional<String> device = deviceId.map(id -> "\t" + id.substring(2) + "  ");
        try (BufferedReader reader = Files.newBufferedReader(list.get(), StandardCharsets.ISO_8859_1)) {
            boolean inVendor = false;
            for (int i = 0; i < MAX_LINES; i++) {
                String line = reader.readLine();
                if (line == null || (inVendor && !line.startsWith("\t"))) {
                    return "";
                }
                if (inVendor && device.isPresent() && line.startsWith(device.get())) {
                    return line.substring(device.get().length()).strip();
                }
                if (!inVendor && line.startsWith(vendor)) {
                    if (device.isEmpty()) {
                        return line.substring(vendor.length()).strip();
                    }
                    inVendor = true;
                }
            }
            return "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static boolean isId(String text) {
        return ID.matcher(text.toLowerCase(Locale.ROOT)).matches() && text.equals(text.toLowerCase(Locale.ROOT));
    }
}
