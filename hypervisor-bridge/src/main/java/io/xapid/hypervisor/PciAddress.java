package io.xapid.hypervisor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a device of the host is on its PCI buses. */
public record PciAddress(int domain, int bus, int device, int function) {
    private static final Pattern TEXT =
            Pattern.compile("(?:([0-9a-fA-F]{4}):)?([0-9a-fA-F]{2}):([0-1][0-9a-fA-F])[.]([0-7])");
    private static final int HEXADECIMAL = 16;

    /**
     * Reads an address such as {@code 0000:3b:00.1}; the first number may be left out.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PciAddress of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no PCI address: " + text);
        }
        return new PciAddress(
                parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1), HEXADECIMAL),
                Integer.parseInt(parts.group(2), HEXADECIMAL),
                Integer.parseInt(parts.group(3), HEXADECIMAL),
                Integer.parseInt(parts.group(4), HEXADECIMAL));
    }

    /** With all its numbers, as the kernel names it. */
    @Override
    public String toString() {
        return "%04x:%02x:%02x.%x".formatted(domain, bus, device, function);
    }
}
