package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.DeviceFailure;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.api.NewObject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which drives a VM may be given, and how such a drive begins. */
final class VbdCreation {
    private static final Set<VdiType> USABLE = EnumSet.of(
            VdiType.SYSTEM,
            VdiType.USER,
            VdiType.EPHEMERAL,
            VdiType.SUSPEND,
            VdiType.CRASHDUMP,
            VdiType.METADATA,
            VdiType.RRD,
            VdiType.PVS_CACHE);

    private VbdCreation() {}

    /** Checks in the documented order and writes the row. */
    static Ref<Vbd> create(Transaction transaction, NewObject<Vbd> wanted) {
        Row<Vm> vm = Rows.require(transaction, Vm.CLASS, wanted.get(Vbd.VM));
        boolean empty = wanted.get(Vbd.EMPTY);
        Row<Vdi> vdi = empty ? null : Rows.require(transaction, Vdi.CLASS, wanted.get(Vbd.VDI));
        if (vdi != null && !USABLE.contains(vdi.get(Vdi.TYPE))) {
            throw new VdiFailure.IncompatibleType(vdi.ref(), vdi.get(Vdi.TYPE).wireName());
        }
        VbdType type = wanted.get(Vbd.TYPE);
        boolean writes = wanted.get(Vbd.MODE) == VbdMode.READ_WRITE;
        if (type == VbdType.CD && writes) {
            throw new DeviceFailure.VbdCdsMustBeReadonly();
        }
        if (empty && type != VbdType.CD) {
            throw new DeviceFailure.VbdNotRemovableMedia(new Ref<>("in constructor"));
        }
        if (vdi != null && writes && vdi.get(Vdi.READ_ONLY)) {
            throw new VdiFailure.ReadOnly(vdi.ref());
        }
        refuseWhileMigrating(vm);
        if (type == VbdType.FLOPPY && VmView.typeOf(vm) == DomainType.PV) {
            throw new CallFailure.NotImplemented("floppy drives of PV guests");
        }
        return transaction.insert(Vbd.CLASS, values(wanted, vm, vdi, position(transaction, wanted, vm)));
    }

    private static void refuseWhileMigrating(Row<Vm> vm) {
        vm.get(Vm.CURRENT_OPERATIONS).forEach((task, operation) -> {
            if (operation == VmOperation.MIGRATE_SEND || operation == VmOperation.POOL_MIGRATE) {
                throw new CallFailure.OtherOperationInProgress("VM", vm.ref().value(), operation.wireName(), task);
            }
        });
    }

    private static String position(Transaction transaction, NewObject<Vbd> wanted, Row<Vm> vm) {
        List<String> taken = vm.get(Vm.VBDS).stream()
                .map(ref -> transaction.get(Vbd.CLASS, ref))
                .filter(Objects::nonNull)
                .map(vbd -> vbd.get(Vbd.USERDEVICE))
                .toList();
        DriveNames.Room room = room(wanted, vm);
        String word = wanted.get(Vbd.USERDEVICE);
        if (word.equals(DriveNames.AUTODETECT)) {
            return DriveNames.lowestFree(taken, room)
                    .map(String::valueOf)
                    .orElseThrow(() -> new DeviceFailure.InvalidName(word));
        }
        int position = DriveNames.position(word, room).orElseThrow(() -> new DeviceFailure.InvalidName(word));
        if (DriveNames.positions(taken, room).contains(position)) {
            throw new DeviceFailure.AlreadyExists(word);
        }
        return word;
    }

    private static DriveNames.Room room(NewObject<Vbd> wanted, Row<Vm> vm) {
        return wanted.get(Vbd.TYPE) == VbdType.FLOPPY ? DriveNames.Room.FLOPPY : DriveNames.Room.of(vm);
    }

    private static Map<Field<Vbd, ?>, Object> values(
            NewObject<Vbd> wanted, Row<Vm> vm, @Nullable Row<Vdi> vdi, String position) {
        var values = new HashMap<Field<Vbd, ?>, Object>();
        for (Field<Vbd, ?> field : Vbd.CLASS.fields()) {
            if (field.writer() != Field.Writer.SERVER) {
                values.put(field, wanted.get(field));
            }
        }
        if (vm.get(Vm.POWER_STATE) != PowerState.SUSPENDED) { // only a saved guest may have been left attached
            values.put(Vbd.CURRENTLY_ATTACHED, false);
            values.put(Vbd.DEVICE, "");
        }
        values.put(Vbd.USERDEVICE, position);
        if (vdi == null) {
            values.put(Vbd.VDI, Ref.none());
        } else {
            String kind = vdi.get(Vdi.SM_CONFIG).get("backend-kind");
            if (kind != null) {
                var config = new HashMap<>(wanted.get(Vbd.OTHER_CONFIG));
                config.put("backend-kind", kind);
                values.put(Vbd.OTHER_CONFIG, config);
            }
        }
        return values;
    }
}
