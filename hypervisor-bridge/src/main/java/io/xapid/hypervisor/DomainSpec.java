package io.xapid.hypervisor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All a hypervisor needs to know to boot one guest, in the hypervisor's own words.
 *
 * @param name for people; any text, shown in process lists and the like
 * @param disks drives that are there from the start
 * @param nics NICs that are there from the start
 * @param hostDevices devices of the host that are the guest's alone
 * @param platform further wishes by name; a bridge honours those it lists in {@link Capabilities#platformKeys()} and
 *     takes no notice of others
 * @param data what the guest finds when it starts
 */
public record DomainSpec(
        VmId vm,
        String name,
        MemorySpec memory,
        VcpuSpec vcpus,
        Boot boot,
        List<Disk> disks,
        List<Nic> nics,
        Consoles consoles,
        List<PciAddress> hostDevices,
        Map<String, String> platform,
        GuestData data) {

    public DomainSpec {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        hostDevices = hostDevices == null ? List.of() : List.copyOf(hostDevices); // older notes do not have them
        platform = Map.copyOf(platform);
        data = data == null ? GuestData.NONE : data;
        var slots = new HashSet<Integer>();
        for (Disk disk : disks) {
            if (!slots.add(disk.slot())) {
                throw new IllegalArgumentException("two drives in slot " + disk.slot());
            }
        }
        slots.clear();
        for (Nic nic : nics) {
            if (!slots.add(nic.slot())) {
                throw new IllegalArgumentException("two NICs in slot " + nic.slot());
            }
        }
    }

    /** A guest without devices, with both consoles. */
    public static DomainSpec of(VmId vm, String name, MemorySpec memory, VcpuSpec vcpus, Boot boot) {
        return new DomainSpec(
                vm,
                name,
                memory,
                vcpus,
                boot,
                List.of(),
                List.of(),
                Consoles.BOTH,
                List.of(),
                Map.of(),
                GuestData.NONE);
    }

    public DomainSpec withMemory(MemorySpec other) {
        return new DomainSpec(vm, name, other, vcpus, boot, disks, nics, consoles, hostDevices, platform, data);
    }

    public DomainSpec withVcpus(VcpuSpec other) {
        return new DomainSpec(vm, name, memory, other, boot, disks, nics, consoles, hostDevices, platform, data);
    }

    public DomainSpec withBoot(Boot other) {
        return new DomainSpec(vm, name, memory, vcpus, other, disks, nics, consoles, hostDevices, platform, data);
    }

    public DomainSpec withDisks(List<Disk> others) {
        return new DomainSpec(vm, name, memory, vcpus, boot, others, nics, consoles, hostDevices, platform, data);
    }

    public DomainSpec withNics(List<Nic> others) {
        return new DomainSpec(vm, name, memory, vcpus, boot, disks, others, consoles, hostDevices, platform, data);
    }

    public DomainSpec withConsoles(Consoles others) {
        return new DomainSpec(vm, name, memory, vcpus, boot, disks, nics, others, hostDevices, platform, data);
    }

    public DomainSpec withPlatform(Map<String, String> others) {
        return new DomainSpec(vm, name, memory, vcpus, boot, disks, nics, consoles, hostDevices, others, data);
    }

    public DomainSpec withHostDevices(List<PciAddress> others) {
        return new DomainSpec(vm, name, memory, vcpus, boot, disks, nics, consoles, others, platform, data);
    }

    public DomainSpec withData(GuestData other) {
        return new DomainSpec(vm, name, memory, vcpus, boot, disks, nics, consoles, hostDevices, platform, other);
    }

    /** The drive in a slot. */
    public Optional<Disk> disk(int slot) {
        return disks.stream().filter(disk -> disk.slot() == slot).findFirst();
    }

    /** The NIC in a slot. */
    public Optional<Nic> nic(int slot) {
        return nics.stream().filter(nic -> nic.slot() == slot).findFirst();
    }

    /** The same guest with this drive in the drive's slot. */
    public DomainSpec plus(Disk disk) {
        var others = new ArrayList<>(minusDisk(disk.slot()).disks);
        others.add(disk);
        return withDisks(others);
    }

    /** The same guest with this NIC in the NIC's slot. */
    public DomainSpec plus(Nic nic) {
        var others = new ArrayList<>(minusNic(nic.slot()).nics);
        others.add(nic);
        return withNics(others);
    }

    /** The same guest with nothing in that drive slot. */
    public DomainSpec minusDisk(int slot) {
        return withDisks(disks.stream().filter(disk -> disk.slot() != slot).toList());
    }

    /** The same guest with nothing in that NIC slot. */
    public DomainSpec minusNic(int slot) {
        return withNics(nics.stream().filter(nic -> nic.slot() != slot).toList());
    }
}
