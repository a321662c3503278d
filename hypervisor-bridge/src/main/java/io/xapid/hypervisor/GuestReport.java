package io.xapid.hypervisor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the guest says about itself. It is the guest's word: bounded in size and printable, but not to be trusted.
 *
 * @param os facts about its system: {@code name}, {@code id}, {@code version}, {@code kernel}, {@code hostname}
 * @param addresses IP addresses by MAC address in lower case
 * @param memoryTotalBytes memory as the guest counts it
 * @param memoryFreeBytes how much of it the guest could still give to programs
 * @param at when it was received
 */
public record GuestReport(
        Map<String, String> os,
        Map<String, List<String>> addresses,
        OptionalLong memoryTotalBytes,
        OptionalLong memoryFreeBytes,
        Instant at) {

    public GuestReport {
        os = Map.copyOf(os);
        addresses = Map.copyOf(addresses);
    }

    /** Whether the other report tells the same, apart from what changes all the time: time and free memory. */
    public boolean sameFactsAs(GuestReport other) {
        return os.equals(other.os)
                && addresses.equals(other.addresses)
                && memoryTotalBytes.equals(other.memoryTotalBytes);
    }
}
