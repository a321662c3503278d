package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.vm.DiskLibrary;
import io.xapid.storage.NewVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.StorageException;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Makes and removes disks for plans about VMs. Volume first, row second; what is there already is taken as it is. */
public final class DiskStock implements DiskLibrary {
    private final Store store;
    private final Repositories repositories;

    public DiskStock(Store store, Repositories repositories) {
        this.store = store;
        this.repositories = repositories;
    }

    @Override
    public Ref<Host> acting(Transaction state, Ref<Host> here, Collection<Ref<Sr>> wanted) {
        List<Row<Sr>> rows =
                wanted.stream().distinct().map(sr -> Disks.requireSr(state, sr)).toList();
        return rows.isEmpty() ? here : Plugs.acting(state, here, rows);
    }

    @Override
    public void create(Wanted wanted) {
        var id = VolumeId.parse(wanted.identity().uuid());
        var wishes = new DiskWishes(
                wanted.name(), "", wanted.type(), false, false, wanted.otherConfig(), Map.of(), Map.of(), List.of());
        Volume volume = documented(wanted.identity(), "create", () -> {
            var volumeWanted = new NewVolume(id, wishes.labels(), wanted.virtualSize());
            Repository repository = repositories.require(wanted.identity().sr());
            return DiskJob.makeOrTake(repository, id, () -> repository.create(volumeWanted));
        });
        write(wanted.identity(), volume, wishes);
    }

    @Override
    public void clone(Ref<Vdi> source, Identity as, Cancellation cancellation) throws Exception {
        Row<Vdi> original = require(source);
        DiskWishes wishes = DiskWishes.like(original);
        var id = VolumeId.parse(as.uuid());
        Volume volume = duplicated(as, "clone", cancellation, () -> {
            Repository repository = repositories.require(as.sr());
            return DiskJob.makeOrTake(
                    repository, id, () -> repository.clone(VdiRows.idOf(original), id, wishes.labels()));
        });
        write(as, volume, wishes);
    }

    @Override
    public void copy(Ref<Vdi> source, Identity as, Cancellation cancellation) throws Exception {
        Row<Vdi> original = require(source);
        DiskWishes wishes = DiskWishes.like(original);
        var id = VolumeId.parse(as.uuid());
        Volume volume = duplicated(
                as,
                "copy",
                cancellation,
                () -> transfer(original, repositories.require(as.sr()), id, wishes, cancellation));
        write(as, volume, wishes);
    }

    @Override
    public void destroy(Identity disk) {
        documented(disk, "destroy", () -> {
            repositories.require(disk.sr()).delete(VolumeId.parse(disk.uuid()));
            repositories.tidyLater(disk.sr());
            return disk;
        });
        commit(transaction -> {
            transaction.delete(Vdi.CLASS, disk.vdi());
            transaction
                    .table(Vdi.CLASS)
                    .findByUuid(disk.uuid())
                    .ifPresent(scanned -> transaction.delete(Vdi.CLASS, scanned.ref()));
        });
    }

    private Volume transfer(
            Row<Vdi> original, Repository target, VolumeId id, DiskWishes wishes, Cancellation cancellation)
            throws Exception {
        String user = "copy-" + UUID.randomUUID();
        return DiskJob.makeOrTake(
                target,
                id,
                () -> repositories.copy(
                        original.get(Vdi.SR),
                        VdiRows.idOf(original),
                        user,
                        target,
                        id,
                        wishes.labels(),
                        Transfer.unwatched(),
                        cancellation));
    }

    private void write(Identity as, Volume volume, DiskWishes wishes) {
        commit(transaction -> {
            if (transaction.get(Vdi.CLASS, as.vdi()) == null) {
                var values = new HashMap<>(VdiRows.values(transaction, as.sr(), volume));
                wishes.writeTo(values);
                VdiRows.insert(transaction, as.vdi(), values);
            }
        });
    }

    private void commit(Consumer<Transaction> body) {
        try {
            store.transact(transaction -> {
                        body.accept(transaction);
                        return true;
                    })
                    .join();
        } catch (CompletionException wrapped) {
            throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
        }
    }

    private static <R> R duplicated(Identity disk, String operation, Cancellation cancellation, Callable<R> deed)
            throws Exception {
        try {
            return DiskJob.heedingInterrupts(cancellation, deed);
        } catch (StorageException problem) {
            throw StorageFailures.of(problem, disk.sr(), disk.vdi(), operation);
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
}
