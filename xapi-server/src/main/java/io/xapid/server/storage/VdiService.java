package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.OnBoot;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.storage.VdiSettings;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import io.xapid.storage.StorageException;
import io.xapid.storage.VolumeLabels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Messages of class VDI: making, removing, growing and naming disks. */
public final class VdiService implements VdiSettings, Constructor<Vdi>, Destructor<Vdi> {
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Store store;
    private final Jobs jobs;
    private final Ref<Host> here;
    private final Drivers drivers;
    private final VdiAdmission admission;
    private final SrAdmission srAdmission;
    private final CreateVdi creating;
    private final DestroyVdi destroying;
    private final ResizeVdi resizing;
    private final UpdateVdi updating;

    VdiService(StorageRoom room, Jobs jobs) {
        this.store = room.store();
        this.jobs = jobs;
        this.here = room.here();
        this.drivers = room.drivers();
        this.admission = room.disks();
        this.srAdmission = room.ofRepositories();
        this.creating = new CreateVdi(room.repositories());
        this.destroying = new DestroyVdi(room.repositories());
        this.resizing = new ResizeVdi(room.repositories());
        this.updating = new UpdateVdi(room.repositories());
    }

    @Override
    public CompletionStage<Ref<Vdi>> create(Call call, NewObject<Vdi> wanted) {
        if (wanted.get(Vdi.TYPE) == VdiType.CBT_METADATA) {
            throw new VdiFailure.IncompatibleType(new Ref<>(""), "CBT metadata");
        }
        long size = positive("virtual_size", wanted.get(Vdi.VIRTUAL_SIZE));
        DiskWishes wishes = wishesOf(wanted);
        checkLabels("name_label", wishes::labels);
        Ref<Sr> sr = wanted.get(Vdi.SR);
        String uuid = UUID.randomUUID().toString();
        var ref = new Ref<Vdi>("OpaqueRef:" + UUID.randomUUID());
        return jobs.submitFor(call, new JobRequest(creating, ref, PATIENCE, transaction -> {
            Row<Sr> row = Disks.requireSr(transaction, sr);
            srAdmission.admit(transaction, row, StorageOperation.VDI_CREATE);
            Ref<Host> acting = Plugs.acting(transaction, here, row);
            Map<String, String> arguments = new HashMap<>(wishes.asArguments());
            arguments.put("operation", "create");
            arguments.put("sr", sr.value());
            arguments.put("uuid", uuid);
            arguments.put("virtual_size", String.valueOf(size));
            return new Admitted(acting, List.of(Disks.mark(row, StorageOperation.VDI_CREATE)), arguments);
        }));
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Vdi> vdi) {
        return jobs.submitFor(call, new JobRequest(destroying, vdi, PATIENCE, transaction -> {
            Row<Vdi> row = Disks.require(transaction, vdi);
            Row<Sr> sr = admit(transaction, row, StorageOperation.VDI_DESTROY, VdiOperation.DESTROY);
            return new Admitted(
                    Plugs.acting(transaction, here, sr),
                    List.of(Disks.mark(sr, StorageOperation.VDI_DESTROY), Disks.mark(row, VdiOperation.DESTROY)),
                    Disks.arguments("destroy", row));
        }));
    }

    @Override
    public CompletionStage<Void> resize(Call call, Ref<Vdi> vdi, long size) {
        positive("size", size);
        return jobs.submitFor(call, new JobRequest(resizing, vdi, PATIENCE, transaction -> {
            Row<Vdi> row = Disks.require(transaction, vdi);
            Row<Sr> sr = admit(transaction, row, StorageOperation.VDI_RESIZE, VdiOperation.RESIZE);
            Map<String, String> arguments = Disks.arguments("resize", row);
            arguments.put("virtual_size", String.valueOf(size));
            return new Admitted(
                    Plugs.acting(transaction, here, sr),
                    List.of(Disks.mark(sr, StorageOperation.VDI_RESIZE), Disks.mark(row, VdiOperation.RESIZE)),
                    arguments);
        }));
    }

    @Override
    public CompletionStage<Void> setNameLabel(Call call, Ref<Vdi> self, String value) {
        return relabel(call, self, UpdateVdi.NAME, Vdi.NAME_LABEL, value);
    }

    @Override
    public CompletionStage<Void> setNameDescription(Call call, Ref<Vdi> self, String value) {
        return relabel(call, self, UpdateVdi.DESCRIPTION, Vdi.NAME_DESCRIPTION, value);
    }

    /** No backend of ours can drop what a guest writes, so this is refused before it could matter. */
    @Override
    public CompletionStage<Void> setOnBoot(Call call, Ref<Vdi> self, OnBoot value) {
        return jobs.inTurn(call, transaction -> {
            Row<Vdi> row = Disks.require(transaction, self);
            admit(transaction, row, StorageOperation.VDI_SET_ON_BOOT, VdiOperation.SET_ON_BOOT);
            requireHalted(transaction, row);
            throw new CallFailure.NotImplemented("VDI.set_on_boot");
        });
    }

    @Override
    public CompletionStage<Void> setAllowCaching(Call call, Ref<Vdi> self, boolean value) {
        return store.transact(transaction -> {
            requireHalted(transaction, Disks.require(transaction, self));
            transaction.set(Vdi.CLASS, self, Vdi.ALLOW_CACHING, value);
            return null;
        });
    }

    /** On the volume first where the driver keeps names, then on the row. */
    private CompletionStage<Void> relabel(
            Call call, Ref<Vdi> self, String argument, Field<Vdi, String> field, String value) {
        Row<Vdi> seen = store.snapshot()
                .find(Vdi.CLASS, self)
                .orElseThrow(() -> new CallFailure.HandleInvalid("VDI", self.value()));
        Row<Sr> sr = store.snapshot().get(Sr.CLASS, seen.get(Vdi.SR));
        if (sr == null || !drivers.can(sr.get(Sr.TYPE), "VDI_UPDATE")) {
            return store.transact(transaction -> {
                transaction.set(Vdi.CLASS, Disks.require(transaction, self).ref(), field, value);
                return null;
            });
        }
        checkLabels(argument, () -> VolumeLabels.named(value));
        return jobs.submitFor(call, new JobRequest(updating, self, PATIENCE, transaction -> {
            Row<Vdi> row = Disks.require(transaction, self);
            Ref<Host> acting = Plugs.acting(transaction, here, Disks.requireSr(transaction, row.get(Vdi.SR)));
            Map<String, String> arguments = Disks.arguments(argument, row);
            arguments.put(argument, value);
            return new Admitted(acting, List.of(), arguments);
        }));
    }

    private Row<Sr> admit(
            Transaction transaction, Row<Vdi> vdi, StorageOperation ofRepository, VdiOperation operation) {
        Row<Sr> sr = Disks.requireSr(transaction, vdi.get(Vdi.SR));
        srAdmission.admit(transaction, sr, ofRepository);
        admission.admit(transaction, vdi, operation);
        return sr;
    }

    private static void requireHalted(Transaction transaction, Row<Vdi> vdi) {
        for (Row<Vbd> drive : DiskView.drivesOf(transaction, vdi)) {
            Row<Vm> vm = transaction.get(Vm.CLASS, drive.get(Vbd.VM));
            if (vm != null && vm.get(Vm.POWER_STATE) != PowerState.HALTED) {
                throw VmFailure.BadPowerState.of(vm.ref(), Set.of(PowerState.HALTED), vm.get(Vm.POWER_STATE));
            }
        }
    }

    private static long positive(String field, long bytes) {
        if (bytes <= 0) {
            throw new CallFailure.InvalidValue(field, String.valueOf(bytes));
        }
        return bytes;
    }

    private static void checkLabels(String field, Supplier<VolumeLabels> labels) {
        try {
            Objects.requireNonNull(labels.get());
        } catch (StorageException tooLong) {
            throw new CallFailure.InvalidValue(field, String.valueOf(tooLong.getMessage()));
        }
    }

    private static DiskWishes wishesOf(NewObject<Vdi> wanted) {
        return new DiskWishes(
                wanted.get(Vdi.NAME_LABEL),
                wanted.get(Vdi.NAME_DESCRIPTION),
                wanted.get(Vdi.TYPE),
                wanted.get(Vdi.SHARABLE),
                wanted.get(Vdi.READ_ONLY),
                wanted.get(Vdi.OTHER_CONFIG),
                wanted.get(Vdi.SM_CONFIG),
                wanted.get(Vdi.XENSTORE_DATA),
                wanted.get(Vdi.TAGS));
    }
}
