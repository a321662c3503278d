package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Snapshot;
import io.xapid.storage.Volume;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What lies in a host's repositories, and whether rows say the same: for tests of what is done with disks. */
public final class Shelves {
    private final StorageRoom room;
    private final Snapshot state;

    public Shelves(StorageRoom room, Snapshot state) {
        this.room = room;
        this.state = state;
    }

    /** One line for each repository that is attached, volume in it, and row about them. */
    public List<String> inWords() {
        var lines = new TreeSet<String>();
        for (Ref<Sr> sr : room.repositories().attached()) {
            lines.add("repository " + sr);
            volumes(sr)
                    .forEach(volume -> lines.add("volume %s of %s: %s, %d bytes%s"
                            .formatted(
                                    volume.id(),
                                    sr,
                                    volume.labels().name(),
                                    volume.virtualBytes(),
                                    volume.hidden() ? ", hidden" : "")));
        }
        state.table(Sr.CLASS).stream()
                .forEach(sr -> lines.add(
                        "SR %s %s %s".formatted(sr.ref(), sr.get(Sr.NAME_LABEL), sr.get(Sr.CURRENT_OPERATIONS))));
        state.table(Pbd.CLASS).stream()
                .forEach(pbd -> lines.add("PBD %s of %s %s %s"
                        .formatted(
                                pbd.ref(),
                                pbd.get(Pbd.SR),
                                pbd.get(Pbd.CURRENTLY_ATTACHED),
                                pbd.get(Pbd.OTHER_CONFIG))));
        state.table(Vdi.CLASS).stream()
                .forEach(vdi -> lines.add("VDI %s %s of %s: %s %d bytes %s"
                        .formatted(
                                vdi.ref(),
                                vdi.get(Vdi.UUID),
                                vdi.get(Vdi.SR),
                                vdi.get(Vdi.NAME_LABEL),
                                vdi.get(Vdi.VIRTUAL_SIZE),
                                vdi.get(Vdi.CURRENT_OPERATIONS))));
        return List.copyOf(lines);
    }

    /** What rows say that is not so, and what is there without a row. */
    public List<String> disagreements() {
        var lines = new TreeSet<String>();
        var attached = room.repositories().attached();
        state.table(Pbd.CLASS).stream()
                .filter(pbd -> pbd.get(Pbd.CURRENTLY_ATTACHED) != attached.contains(pbd.get(Pbd.SR)))
                .forEach(pbd -> lines.add(
                        "PBD of %s: attached is not %s".formatted(pbd.get(Pbd.SR), pbd.get(Pbd.CURRENTLY_ATTACHED))));
        for (Ref<Sr> sr : attached) {
            if (state.find(Sr.CLASS, sr).isEmpty()) {
                lines.add("repository " + sr + " has no row");
                continue;
            }
            var said = new TreeMap<String, Long>();
            state.table(Vdi.CLASS).stream()
                    .filter(vdi -> vdi.get(Vdi.SR).equals(sr))
                    .forEach(vdi -> said.put(vdi.get(Vdi.UUID), vdi.get(Vdi.VIRTUAL_SIZE)));
            volumes(sr).stream().filter(volume -> !volume.hidden()).forEach(volume -> {
                Long size = said.remove(volume.id().toString());
                if (size == null) {
                    lines.add("volume %s (%s) has no row"
                            .formatted(volume.id(), volume.labels().name()));
                } else if (size != volume.virtualBytes()) {
                    lines.add("volume %s has %d bytes, and its row says %d"
                            .formatted(volume.id(), volume.virtualBytes(), size));
                }
            });
            said.keySet().forEach(disk -> lines.add("row %s has no volume".formatted(disk)));
        }
        return List.copyOf(lines);
    }

    private List<Volume> volumes(Ref<Sr> sr) {
        return room.repositories().require(sr).scan().volumes();
    }
}
