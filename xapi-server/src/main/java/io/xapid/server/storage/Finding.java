package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobRecord;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.Scan;
import io.xapid.storage.Volume;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a look into a repository has found: the rows of its disks are brought in line with it. New volumes get rows; disks
 * that are gone lose theirs, unless a guest still has one in a drive: that is marked as missing.
 *
 * <p>While somebody looks, others make and remove disks. So what has come or gone since {@code before} is left to those
 * who did it.
 *
 * @param before the state before the look
 */
record Finding(Snapshot before, Scan scan, RepositoryStat stat) {
    private static final Logger log = LoggerFactory.getLogger(Finding.class);
    private static final String DIRTY = "dirty";

    /** Looks, which may take long. */
    static Finding in(Repository repository, Snapshot before) {
        return new Finding(before, repository.scan(), repository.stat());
    }

    void writeTo(Transaction transaction, Ref<Sr> sr) {
        Row<Sr> row = transaction.get(Sr.CLASS, sr);
        if (row == null) {
            return;
        }
        scan.remarks().forEach(remark -> log.info("SR {}: {}", row.get(Sr.UUID), remark));
        Set<String> present = new HashSet<>();
        Set<String> beingMade = beingMade(transaction);
        for (Volume volume : scan.volumes()) {
            if (!volume.hidden()) {
                present.add(volume.id().toString());
                found(transaction, row, volume, beingMade);
            }
        }
        for (Ref<Vdi> ref : row.get(Sr.VDIS)) {
            Row<Vdi> vdi = transaction.get(Vdi.CLASS, ref);
            if (vdi != null && !present.contains(vdi.get(Vdi.UUID))) {
                loseSightOf(transaction, vdi);
            }
        }
        VdiRows.observe(transaction, sr, stat);
        if (row.get(Sr.OTHER_CONFIG).containsKey(DIRTY)) {
            var config = new HashMap<>(row.get(Sr.OTHER_CONFIG));
            config.remove(DIRTY);
            transaction.set(Sr.CLASS, sr, Sr.OTHER_CONFIG, config);
        }
    }

    private void found(Transaction transaction, Row<Sr> sr, Volume volume, Set<String> beingMade) {
        String uuid = volume.id().toString();
        Optional<Row<Vdi>> known = transaction.findByUuid(Vdi.CLASS, uuid);
        if (known.isEmpty()) {
            boolean goneMeanwhile = before.table(Vdi.CLASS).findByUuid(uuid).isPresent();
            if (!goneMeanwhile && !beingMade.contains(uuid)) {
                transaction.insert(Vdi.CLASS, VdiRows.values(transaction, sr.ref(), volume));
            }
        } else if (known.get().get(Vdi.SR).equals(sr.ref())) {
            VdiRows.observe(transaction, known.get().ref(), volume);
        } else {
            log.warn("SR {}: volume {} is left out, another SR has a disk of that uuid", sr.get(Sr.UUID), uuid);
        }
    }

    private void loseSightOf(Transaction transaction, Row<Vdi> vdi) {
        boolean isNew = vdi.createdAt() > before.index();
        if (isNew || !vdi.get(Vdi.CURRENT_OPERATIONS).isEmpty()) {
            return; // the operation under way knows better
        }
        if (vdi.get(Vdi.VBDS).isEmpty()) {
            transaction.delete(Vdi.CLASS, vdi.ref());
        } else {
            transaction.set(Vdi.CLASS, vdi.ref(), Vdi.MISSING, true);
        }
    }

    /** Volumes that jobs under way write down themselves. */
    private static Set<String> beingMade(Transaction transaction) {
        var uuids = new HashSet<String>();
        for (Row<JobRecord> job : transaction.table(JobRecord.CLASS).rows()) {
            Map<String, String> arguments = job.get(JobRecord.ARGUMENTS);
            String uuid = arguments.get("uuid");
            if (uuid != null) {
                uuids.add(uuid);
            }
        }
        return uuids;
    }
}
