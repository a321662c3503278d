package io.xapid.server.storage;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.vm.DiskLibrary;
import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.NewVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.StorageException;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/** Makes and removes disks for plans about VMs. Volume first, row second; what is there already is taken as it is. */
public final class DiskStock implements DiskLibrary {
    private final Store store;
    private final Repositories repositories;

    public DiskStock(Store store, Repositories repositories) {
        this.store = store;
        this.repositories = repositories;
    }

    @Override
    public void create(Wanted wanted) {
        var id = VolumeId.parse(wanted.identity().uuid());
        VolumeLabels labels = VdiRows.labels(wanted.name(), "", wanted.type());
        Volume volume = documented(wanted.identity(), "create", () -> {
            Repository repository = repositories.require(wanted.identity().sr());
            return DiskJob.makeOrTake(
                    repository, id, () -> repository.create(new NewVolume(id, labels, wanted.virtualSize())));
        });
        var wishes = new DiskWishes(
                wanted.name(), "", wanted.type(), false, false, wanted.otherConfig(), Map.of(), Map.of(), Map.of());
        write(wanted.identity(), volume, wishes);
    }

    @Override
    public void clone(Ref<Vdi> source, Identity as, Cancellation cancellation) {
        Row<Vdi> original = require(source);
        var id = VolumeId.parse(as.uuid());
        Volume volume = documented(as, "clone", () -> {
            Repository repository = repositories.require(as.sr());
            return DiskJob.makeOrTake(
                    repository, id, () -> repository.clone(VdiRows.idOf(original), id, labelsOf(original)));
        });
        write(as, volume, wishesOf(original));
    }

    @Override
    public void copy(Ref<Vdi> source, Identity as, Cancellation cancellation) {
        Row<Vdi> original = require(source);
        var id = VolumeId.parse(as.uuid());
        Volume volume = documented(as, "copy", () -> {
            Repository target = repositories.require(as.sr());
            return transfer(original, target, id, cancellation);
        });
        write(as, volume, wishesOf(original));
    }

    @Override
    public void destroy(Identity disk) {
        documented(disk, "destroy", () -> {
            repositories.require(disk.sr()).delete(VolumeId.parse(disk.uuid()));
            return disk;
        });
        commit(transaction -> {
            transaction.delete(Vdi.CLASS, disk.vdi());
            return disk;
        });
    }

    private Volume transfer(Row<Vdi> original, Repository target, VolumeId id, Cancellation cancellation)
            throws Exception {
        Repository origin = repositories.require(original.get(Vdi.SR));
        VolumeId from = VdiRows.idOf(original);
        String user = "copy-" + UUID.randomUUID();
        AttachedVolume open = origin.attach(from, user, Access.READ);
        try {
            var transfer = Transfer.unwatched();
            var wanted = new NewVolume(id, labelsOf(original), open.virtualBytes());
            return cancellation.whileWakeable(
                    transfer::cancel, () -> DiskJob.makeOrTake(target, id, () -> target.copy(open, wanted, transfer)));
        } finally {
            origin.detach(from, user);
        }
    }

    private void write(Identity as, Volume volume, DiskWishes wishes) {
        commit(transaction -> {
            if (transaction.get(Vdi.CLASS, as.vdi()) == null) {
                var values = new HashMap<>(VdiRows.values(transaction, as.sr(), volume));
                wishes.writeTo(values);
                transaction.insert(Vdi.CLASS, as.vdi(), values);
            }
            return as;
        });
    }

    private <R> void commit(java.util.function.Function<io.xapid.model.store.Transaction, R> body) {
        try {
            store.transact(body).join();
        } catch (CompletionException wrapped) {
            throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
        }
    }

    private static <R> R documented(Identity disk, String operation, Callable<R> deed) {
        try {
            return deed.call();
        } catch (StorageException problem) {
            throw StorageFailures.of(problem, disk.sr(), disk.vdi(), operation);
        } catch (RuntimeException other) {
            throw other;
        } catch (Exception problem) {
            throw new CallFailure.Internal(String.valueOf(problem.getMessage()));
        }
    }

    private Row<Vdi> require(Ref<Vdi> vdi) {
        return store.snapshot()
                .find(Vdi.CLASS, vdi)
                .orElseThrow(() -> new CallFailure.HandleInvalid("VDI", vdi.value()));
    }

    private static VolumeLabels labelsOf(Row<Vdi> original) {
        return VdiRows.labels(original.get(Vdi.NAME_LABEL), original.get(Vdi.NAME_DESCRIPTION), original.get(Vdi.TYPE));
    }

    private static DiskWishes wishesOf(Row<Vdi> original) {
        return new DiskWishes(
                original.get(Vdi.NAME_LABEL),
                original.get(Vdi.NAME_DESCRIPTION),
                original.get(Vdi.TYPE),
                original.get(Vdi.SHARABLE),
                false,
                original.get(Vdi.OTHER_CONFIG),
                Map.of(),
                original.get(Vdi.XENSTORE_DATA),
                Map.of());
    }
}
