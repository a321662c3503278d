package io.xapid.network;

import java.util.List;
import java.util.Optional;

/**
 * A network interface of this host, as it is.
 *
 * @param kind what the kernel made it as, such as {@code bridge}, {@code tun} or {@code veth}; empty for hardware
 * @param mac lower-case, with colons; empty if it has none
 * @param carrier whether there is somebody at the other end
 * @param speedMbps 0 if unknown, as it is for most virtual hardware
 * @param bridge the bridge it is a port of
 * @param ours whether this daemon made it
 * @param hardware the device behind it, if it is a physical NIC
 * @param gateways next hops of its default routes
 */
public record HostInterface(
        LinkName name,
        String kind,
        String mac,
        int mtuBytes,
        boolean up,
        boolean carrier,
        long speedMbps,
        Duplex duplex,
        Optional<LinkName> bridge,
        boolean ours,
        Optional<Hardware> hardware,
        List<Address> addresses,
        List<String> gateways) {
    public HostInterface {
        addresses = List.copyOf(addresses);
        gateways = List.copyOf(gateways);
    }

    /** Whether it counts as a NIC of this host: hardware, or what a hypervisor below passes off as such. */
    public boolean physical() {
        return hardware.isPresent();
    }

    /** Whether taking it away could take this host off its network. */
    public boolean carriesHost() {
        return !gateways.isEmpty() || addresses.stream().anyMatch(address -> !address.linkLocal());
    }

    /** Whether both ends may talk at once. */
    public enum Duplex {
        FULL,
        HALF,
        UNKNOWN
    }

    /**
     * An address of the interface.
     *
     * @param dynamic whether it has been leased or derived, and will expire
     */
    public record Address(String ip, int prefixLength, boolean ipv6, boolean linkLocal, boolean dynamic) {}

    /**
     * The device behind a physical NIC.
     *
     * @param bus such as {@code pci}, {@code virtio} or {@code usb}
     * @param pciBusPath such as {@code 0000:00:03.0}; empty if it is on no PCI bus
     * @param vendorId hexadecimal, such as {@code 0x8086}; empty if unknown, and likewise the others
     */
    public record Hardware(
            String bus,
            String driver,
            String pciBusPath,
            String vendorId,
            String deviceId,
            String vendorName,
            String deviceName) {}
}
