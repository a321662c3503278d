package io.xapid.model.vm;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.host.GpuGroup;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.pool.LicenceFailure;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VM that move guests between hosts. */
public interface VmMigration {

    @Message(
            since = RIO,
            role = VM_POWER_ADMIN,
            orClientCertificate = true,
            doc = "Moves a running VM to another host that sees its disks.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                VmFailure.IsTemplate.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.BadPowerState.class
            },
            marks = {"VM:pool_migrate", "host:vm_migrate"})
    default CompletionStage<Void> poolMigrate(Call call, Ref<Vm> vm, Ref<Host> host, Map<String, String> options) {
        throw new CallFailure.NotImplemented("VM.pool_migrate");
    }

    @Message(
            since = TAMPA,
            role = VM_POWER_ADMIN,
            doc = "Moves to another host or pool, disks included; returns the VM there.",
            fails = {VmFailure.BadPowerState.class, LicenceFailure.Restriction.class},
            marks = {"VM:migrate_send", "host:vm_migrate (live intra-pool and non-live)"})
    default CompletionStage<Ref<Vm>> migrateSend(
            Call call,
            Ref<Vm> vm,
            Map<String, String> dest,
            boolean live,
            Map<Ref<Vdi>, Ref<Sr>> vdiMap,
            Map<Ref<Vif>, Ref<Network>> vifMap,
            Map<String, String> options,
            @Param(orElse = "", since = INVERNESS) Map<Ref<Vgpu>, Ref<GpuGroup>> vgpuMap,
            @Param(orElse = "", since = V26_14_0_NEXT) Map<Ref<Vdi>, String> vdiFormatMap) {
        throw new CallFailure.NotImplemented("VM.migrate_send");
    }

    @Message(
            since = TAMPA,
            role = VM_POWER_ADMIN,
            doc = "Fails with the reason if migrate_send could not work.",
            fails = LicenceFailure.Restriction.class)
    default CompletionStage<Void> assertCanMigrate(
            Call call,
            Ref<Vm> vm,
            Map<String, String> dest,
            boolean live,
            Map<Ref<Vdi>, Ref<Sr>> vdiMap,
            Map<Ref<Vif>, Ref<Network>> vifMap,
            Map<String, String> options,
            @Param(orElse = "", since = INVERNESS) Map<Ref<Vgpu>, Ref<GpuGroup>> vgpuMap) {
        throw new CallFailure.NotImplemented("VM.assert_can_migrate");
    }
}
