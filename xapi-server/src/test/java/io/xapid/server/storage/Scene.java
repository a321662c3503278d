package io.xapid.server.storage;

import static io.xapid.server.api.ApiKit.HERE;
import static io.xapid.server.api.ApiKit.POOL;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A repository with a disk in it, in whatever condition a test needs; the driver can do everything until told not to. */
final class Scene implements AutoCloseable {
    static final Ref<Sr> SR = new Ref<>("OpaqueRef:sr");
    static final Ref<Vdi> VDI = new Ref<>("OpaqueRef:vdi");
    static final Ref<Pbd> PBD = new Ref<>("OpaqueRef:pbd");

    final ApiKit kit = new ApiKit();
    private final Set<String> cannot = new HashSet<>();
    final VdiAdmission disks = new VdiAdmission((type, feature) -> !cannot.contains(feature), POOL);
    final SrAdmission repositories = new SrAdmission((type, feature) -> !cannot.contains(feature), POOL);

    Scene() {
        kit.have(Sr.CLASS, SR, Map.of(Sr.TYPE, "file"));
        kit.have(Pbd.CLASS, PBD, Map.of(Pbd.SR, SR, Pbd.HOST, HERE, Pbd.CURRENTLY_ATTACHED, true));
        kit.have(Vdi.CLASS, VDI, Map.of(Vdi.SR, SR, Vdi.MANAGED, true));
    }

    Row<Vdi> disk() {
        return kit.row(Vdi.CLASS, VDI);
    }

    Row<Sr> repository() {
        return kit.row(Sr.CLASS, SR);
    }

    <T> void disk(Field<Vdi, T> field, T value) {
        kit.set(Vdi.CLASS, VDI, field, value);
    }

    <T> void repository(Field<Sr, T> field, T value) {
        kit.set(Sr.CLASS, SR, field, value);
    }

    <T> void pool(Field<Pool, T> field, T value) {
        kit.set(Pool.CLASS, POOL, field, value);
    }

    void unplug() {
        kit.set(Pbd.CLASS, PBD, Pbd.CURRENTLY_ATTACHED, false);
    }

    void lackFeature(String... features) {
        cannot.addAll(List.of(features));
    }

    /** A guest has the disk. */
    Ref<Vbd> drive(VbdMode mode, Map<Field<Vbd, ?>, Object> more) {
        return drive(mode, false, more);
    }

    Ref<Vbd> drive(VbdMode mode, boolean ofSnapshot, Map<Field<Vbd, ?>, Object> more) {
        Ref<Vm> guest = kit.have(Vm.CLASS, Map.of(Vm.POWER_STATE, PowerState.RUNNING, Vm.IS_A_SNAPSHOT, ofSnapshot));
        var values = new HashMap<Field<Vbd, ?>, Object>(Map.of(Vbd.VM, guest, Vbd.VDI, VDI, Vbd.MODE, mode));
        values.putAll(more);
        return kit.have(Vbd.CLASS, values);
    }

    @Override
    public void close() {
        kit.close();
    }
}
