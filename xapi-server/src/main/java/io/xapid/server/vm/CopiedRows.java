package io.xapid.server.vm;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rows of a VM that is made from another. */
final class CopiedRows {
    /** What says where a VM is and what has become of it, and not what it is like. */
    private static final Set<Field<Vm, ?>> OF_ITS_OWN = Set.of(
            Vm.UUID,
            Vm.NAME_LABEL,
            Vm.IS_DEFAULT_TEMPLATE,
            Vm.IS_CONTROL_DOMAIN,
            Vm.BLOBS,
            Vm.OTHER_CONFIG,
            Vm.POWER_STATE,
            Vm.ALLOWED_OPERATIONS,
            Vm.CURRENT_OPERATIONS,
            Vm.SUSPEND_VDI,
            Vm.SUSPEND_SR,
            Vm.DOMID,
            Vm.DOMARCH,
            Vm.LAST_BOOTED_RECORD,
            Vm.LAST_BOOT_CPU_FLAGS,
            Vm.REQUIRES_REBOOT,
            Vm.PENDING_GUIDANCES,
            Vm.PENDING_GUIDANCES_RECOMMENDED,
            Vm.PENDING_GUIDANCES_FULL,
            Vm.GENERATION_ID,
            Vm.ATTACHED_PCIS,
            Vm.METRICS,
            Vm.GUEST_METRICS,
            Vm.RESIDENT_ON,
            Vm.SCHEDULED_TO_BE_RESIDENT_ON,
            Vm.HA_ALWAYS_RUN,
            Vm.APPLIANCE,
            Vm.ORDER,
            Vm.START_DELAY,
            Vm.SHUTDOWN_DELAY,
            Vm.IS_A_SNAPSHOT,
            Vm.SNAPSHOT_OF,
            Vm.SNAPSHOT_TIME,
            Vm.SNAPSHOT_INFO,
            Vm.SNAPSHOT_METADATA,
            Vm.TRANSPORTABLE_SNAPSHOT_ID,
            Vm.SNAPSHOT_SCHEDULE,
            Vm.IS_VMSS_SNAPSHOT,
            Vm.PROTECTION_POLICY,
            Vm.IS_SNAPSHOT_FROM_VMPP,
            Vm.PARENT);

    private static final List<Field<Vbd, ?>> OF_DRIVES = List.of(
            Vbd.VDI,
            Vbd.OTHER_CONFIG,
            Vbd.TYPE,
            Vbd.MODE,
            Vbd.BOOTABLE,
            Vbd.EMPTY,
            Vbd.UNPLUGGABLE,
            Vbd.USERDEVICE,
            Vbd.QOS_ALGORITHM_TYPE,
            Vbd.QOS_ALGORITHM_PARAMS);

    private static final List<Field<Vif, ?>> OF_INTERFACES = List.of(
            Vif.NETWORK,
            Vif.DEVICE,
            Vif.OTHER_CONFIG,
            Vif.MTU,
            Vif.TRUNKS,
            Vif.LOCKING_MODE,
            Vif.IPV4_ALLOWED,
            Vif.IPV6_ALLOWED,
            Vif.QOS_ALGORITHM_TYPE,
            Vif.QOS_ALGORITHM_PARAMS);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transaction transaction;
    private final Row<Vm> source;
    private final Ref<Vm> copy;

    CopiedRows(Transaction transaction, Row<Vm> source, Ref<Vm> copy) {
        this.transaction = transaction;
        this.source = source;
        this.copy = copy;
    }

    /** @param disks what each disk that was copied has become */
    void write(String name, Map<Ref<Vdi>, Ref<Vdi>> disks) {
        Map<String, String> otherConfig = otherConfig();
        VmObjectService.insert(transaction, copy, values(name, otherConfig));
        source.get(Vm.VBDS).forEach(ref -> drive(Rows.require(transaction, Vbd.CLASS, ref), disks));
        String seed = otherConfig.getOrDefault(VmObjectService.MAC_SEED, "");
        source.get(Vm.VIFS).forEach(ref -> networkInterface(Rows.require(transaction, Vif.CLASS, ref), seed));
    }

    private Map<Field<Vm, ?>, Object> values(String name, Map<String, String> otherConfig) {
        var values = new HashMap<Field<Vm, ?>, Object>();
        for (Field<Vm, ?> field : Vm.CLASS.fields()) {
            if (!OF_ITS_OWN.contains(field) && field.derivedFrom().isEmpty()) {
                values.put(field, source.get(field));
            }
        }
        values.put(Vm.NAME_LABEL, name);
        values.put(Vm.POWER_STATE, PowerState.HALTED);
        values.put(Vm.OTHER_CONFIG, otherConfig);
        values.put(Vm.GENERATION_ID, RANDOM.nextLong() + ":" + RANDOM.nextLong());
        return values;
    }

    private Map<String, String> otherConfig() {
        var config = new HashMap<>(source.get(Vm.OTHER_CONFIG));
        config.remove("default_template");
        config.remove("xensource_internal");
        if (source.get(Vm.IS_A_TEMPLATE) && !source.get(Vm.IS_A_SNAPSHOT)) {
            config.putIfAbsent("base_template_name", source.get(Vm.NAME_LABEL));
        }
        config.put(VmObjectService.MAC_SEED, UUID.randomUUID().toString());
        return config;
    }

    private void drive(Row<Vbd> original, Map<Ref<Vdi>, Ref<Vdi>> disks) {
        var values = new HashMap<Field<Vbd, ?>, Object>();
        OF_DRIVES.forEach(field -> values.put(field, original.get(field)));
        values.put(Vbd.VM, copy);
        Ref<Vdi> disk = disks.get(original.get(Vbd.VDI));
        if (disk != null && isCopied(original)) {
            values.put(Vbd.VDI, disk);
            var otherConfig = new HashMap<>(original.get(Vbd.OTHER_CONFIG));
            otherConfig.put("owner", "");
            values.put(Vbd.OTHER_CONFIG, otherConfig);
        }
        transaction.insert(Vbd.CLASS, values);
    }

    /** Disks become the copy's own; what lies in CD drives is shared. */
    static boolean isCopied(Row<Vbd> vbd) {
        return vbd.get(Vbd.TYPE) == VbdType.DISK && !vbd.get(Vbd.VDI).isNull();
    }

    private void networkInterface(Row<Vif> original, String seed) {
        var values = new HashMap<Field<Vif, ?>, Object>();
        OF_INTERFACES.forEach(field -> values.put(field, original.get(field)));
        values.put(Vif.VM, copy);
        values.put(Vif.MAC, MacAddresses.fromSeed(seed, Integer.parseInt(original.get(Vif.DEVICE))));
        values.put(Vif.MAC_AUTOGENERATED, true);
        transaction.insert(Vif.CLASS, values);
    }
}
