package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmAppliance;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmOperation;
import io.xapid.model.vm.VmSnapshotFailure;
import io.xapid.model.vm.Vmpp;
import io.xapid.model.vm.Vmss;
import io.xapid.server.vm.VmAdmission.Question;
import io.xapid.server.vm.VmOperationTable.Trait;
import org.jspecify.annotations.Nullable;

/** Rules about what kind of VM it is: template, snapshot, control domain, member of a group. */
final class VmKindRules {
    private VmKindRules() {}

    static @Nullable Failure onTemplate(Question asked) {
        if (!asked.vm().isTemplate() || asked.has(Trait.ON_TEMPLATE)) {
            return null;
        }
        boolean ofMadeTemplates = asked.is(VmOperation.DESTROY) || asked.is(VmOperation.MIGRATE_SEND);
        if (ofMadeTemplates && !asked.vm().isDefaultTemplate()) {
            return null;
        }
        return new VmFailure.IsTemplate(asked.vm().ref(), asked.operationName());
    }

    static @Nullable Failure onSnapshot(Question asked) {
        boolean refused = asked.vm().row().get(Vm.IS_A_SNAPSHOT) && !asked.has(Trait.ON_SNAPSHOT);
        return refused ? new VmFailure.IsSnapshot(asked.vm().ref(), asked.operationName()) : null;
    }

    static @Nullable Failure onlyOnTemplate(Question asked) {
        boolean refused = asked.is(VmOperation.PROVISION) && !asked.vm().row().get(Vm.IS_A_TEMPLATE);
        return refused ? new VmFailure.ProvisionOnlyAllowedOnTemplate() : null;
    }

    static @Nullable Failure onlyOnSnapshot(Question asked) {
        boolean refused = asked.is(VmOperation.REVERT) && !asked.vm().row().get(Vm.IS_A_SNAPSHOT);
        return refused ? new VmSnapshotFailure.RevertOnlyAllowedOnSnapshot() : null;
    }

    /** Domain 0 is the control domain of its host; other control domains serve storage or devices. */
    static @Nullable Failure onDomainZero(Question asked) {
        boolean refused =
                (asked.is(VmOperation.CHANGING_VCPUS) || asked.is(VmOperation.DESTROY)) && isDomainZero(asked.vm());
        return refused ? new CallFailure.OperationNotAllowed("This is the control domain of a host.") : null;
    }

    static boolean isDomainZero(VmView vm) {
        return vm.row().get(Vm.IS_CONTROL_DOMAIN) && vm.row().get(Vm.DOMID) == 0;
    }

    static @Nullable Failure onControlDomain(Question asked) {
        boolean refused = asked.vm().row().get(Vm.IS_CONTROL_DOMAIN) && !asked.has(Trait.ON_CONTROL_DOMAIN);
        return refused
                ? new CallFailure.OperationNotAllowed(
                        "A control domain does not take " + asked.operation().wireName() + ".")
                : null;
    }

    static @Nullable Failure grouped(Question asked) {
        if (!asked.is(VmOperation.MAKE_INTO_TEMPLATE)) {
            return null;
        }
        var row = asked.vm().row();
        if (asked.vm().state().get(VmAppliance.CLASS, row.get(Vm.APPLIANCE)) != null) {
            return new VmFailure.IsPartOfAnAppliance(asked.vm().ref(), row.get(Vm.APPLIANCE));
        }
        if (asked.vm().state().get(Vmpp.CLASS, row.get(Vm.PROTECTION_POLICY)) != null) {
            return new VmFailure.AssignedToProtectionPolicy(asked.vm().ref(), row.get(Vm.PROTECTION_POLICY));
        }
        if (asked.vm().state().get(Vmss.CLASS, row.get(Vm.SNAPSHOT_SCHEDULE)) != null) {
            return new VmFailure.AssignedToSnapshotSchedule(asked.vm().ref(), row.get(Vm.SNAPSHOT_SCHEDULE));
        }
        return null;
    }

    static @Nullable Failure onlyOnSystemDomain(Question asked) {
        boolean refused = asked.is(VmOperation.QUERY_SERVICES) && !asked.vm().isSystemDomain();
        return refused ? new VmFailure.NotSystemDomain(asked.vm().ref()) : null;
    }
}
