package io.xapid.server.vm;

import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Gathers what a plan's steps attach, until the whole domain can be told to the hypervisor. */
final class Assembly {
    private final DiskAccess disks;
    private final NetworkAccess networks;
    private final Map<Integer, Medium> media = new ConcurrentHashMap<>();
    private final Map<Integer, Nic.Attachment> attachments = new ConcurrentHashMap<>();

    Assembly(DiskAccess disks, NetworkAccess networks) {
        this.disks = disks;
        this.networks = networks;
    }

    void attach(Blueprint.Drive drive) {
        if (!drive.isEmpty()) {
            media.put(drive.slot(), disks.attach(drive.vdi(), drive.user(), drive.readOnly()));
        }
    }

    void detach(Blueprint.Drive drive) {
        if (!drive.isEmpty()) {
            disks.detach(drive.vdi(), drive.user());
        }
    }

    void attach(Blueprint.Port port) {
        attachments.put(port.nic().device(), networks.attach(port.network(), port.nic()));
    }

    void detach(Blueprint.Port port) {
        networks.detach(port.network(), port.nic());
    }

    Disk disk(Blueprint.Drive drive) {
        return new Disk(
                drive.slot(),
                drive.kind(),
                Optional.ofNullable(media.get(drive.slot())),
                drive.readOnly(),
                drive.bus());
    }

    Nic nic(Blueprint.Port port) {
        var wanted = port.nic();
        return new Nic(
                wanted.device(),
                wanted.mac(),
                wanted.mtuBytes(),
                Objects.requireNonNull(attachments.get(wanted.device()), "the interface has been attached"),
                port.model());
    }

    /** The domain, with all that has been attached. */
    DomainSpec domain(Blueprint guest) {
        return guest.bare()
                .withDisks(guest.drives().stream().map(this::disk).toList())
                .withNics(guest.ports().stream().map(this::nic).toList());
    }
}
