package io.xapid.server.vm;

import io.xapid.model.AllClasses;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmMetrics;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A state to ask rules about, without anything around it. */
final class TestState implements AutoCloseable {
    static final Ref<Pool> POOL = new Ref<>("OpaqueRef:pool");

    final Store store = new Store(new Schema(AllClasses.definitions()), new MemoryLog(), Clock.systemUTC());

    TestState() {
        store.transact(tx -> {
                    tx.insert(Pool.CLASS, POOL, Map.of());
                    return POOL;
                })
                .join();
    }

    <C> Ref<C> have(ClassDef<C> definition, Map<? extends Field<C, ?>, ?> values) {
        return store.transact(tx -> tx.insert(definition, values)).join();
    }

    <C, T> void set(ClassDef<C> definition, Ref<C> ref, Field<C, T> field, T value) {
        store.transact(tx -> {
                    tx.set(definition, ref, field, value);
                    return ref;
                })
                .join();
    }

    <C> Row<C> row(ClassDef<C> definition, Ref<C> ref) {
        return store.snapshot().find(definition, ref).orElseThrow();
    }

    Snapshot snapshot() {
        return store.snapshot();
    }

    /** A guest of full virtualisation in a power state; a live one has drivers that tell of every ability. */
    Ref<Vm> vm(PowerState power) {
        var values = new HashMap<Field<Vm, ?>, Object>();
        values.put(Vm.NAME_LABEL, "guest");
        values.put(Vm.POWER_STATE, power);
        values.put(Vm.DOMAIN_TYPE, DomainType.HVM);
        values.put(Vm.HVM_BOOT_POLICY, "BIOS order");
        values.put(Vm.DOMID, -1L);
        values.put(Vm.MEMORY_STATIC_MIN, 128L << 20);
        values.put(Vm.MEMORY_DYNAMIC_MIN, 256L << 20);
        values.put(Vm.MEMORY_DYNAMIC_MAX, 256L << 20);
        values.put(Vm.MEMORY_STATIC_MAX, 256L << 20);
        values.put(Vm.VCPUS_MAX, 1L);
        values.put(Vm.VCPUS_AT_STARTUP, 1L);
        boolean live = power == PowerState.RUNNING || power == PowerState.PAUSED;
        values.put(
                Vm.METRICS,
                have(
                        VmMetrics.CLASS,
                        Map.of(VmMetrics.CURRENT_DOMAIN_TYPE, live ? DomainType.HVM : DomainType.UNSPECIFIED)));
        if (live) {
            values.put(
                    Vm.GUEST_METRICS,
                    have(VmGuestMetrics.CLASS, Map.of(VmGuestMetrics.PV_DRIVERS_VERSION, Map.of("major", "9"))));
        }
        return have(Vm.CLASS, values);
    }

    /** The same guest, which has said nothing of itself. */
    Ref<Vm> silentVm(PowerState power) {
        Ref<Vm> vm = vm(power);
        set(Vm.CLASS, vm, Vm.GUEST_METRICS, Ref.none());
        return vm;
    }

    void guestSays(Ref<Vm> vm, Map<String, String> words) {
        set(Vm.CLASS, vm, Vm.GUEST_METRICS, have(VmGuestMetrics.CLASS, Map.of(VmGuestMetrics.OTHER, words)));
    }

    @Override
    public void close() {
        store.close();
    }
}
