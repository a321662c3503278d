package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DeviceFailure;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmGuestMetrics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an operation on a drive may run now, and what clients read in {@code allowed_operations}: both from one
 * table of rules, taken in order, of which the first that objects names the failure.
 */
public final class VbdAdmission {
    private static final Set<VbdOperation> ALL = EnumSet.allOf(VbdOperation.class);
    private static final Set<VbdOperation> PAUSES = EnumSet.of(VbdOperation.PAUSE, VbdOperation.UNPAUSE);
    private static final Set<VbdOperation> UNPLUGS = EnumSet.of(VbdOperation.UNPLUG, VbdOperation.UNPLUG_FORCE);
    private static final Set<VbdOperation> PLUGS =
            EnumSet.of(VbdOperation.PLUG, VbdOperation.UNPLUG, VbdOperation.UNPLUG_FORCE);
    private static final Set<VbdOperation> MEDIA = EnumSet.of(VbdOperation.INSERT, VbdOperation.EJECT);
    private static final Set<VbdOperation> USES =
            EnumSet.of(VbdOperation.ATTACH, VbdOperation.PLUG, VbdOperation.INSERT);

    /** Why not, or null. */
    @FunctionalInterface
    private interface Objection {
        @Nullable
        Failure to(Question asked);
    }

    /** One line of the table: the operations it is about, and its objection. */
    private record Rule(Set<VbdOperation> about, Objection objection) {}

    /**
     * @param inEarnest whether the operation is about to start: then it matters who else uses the disk
     * @param vdi the disk it is about: the one in the drive, or the one to be inserted
     */
    private record Question(
            Lookup state,
            Row<Vbd> vbd,
            Row<Vm> vm,
            @Nullable Row<Vdi> vdi,
            boolean inEarnest) {
        boolean vmIs(PowerState power) {
            return vm.get(Vm.POWER_STATE) == power;
        }

        boolean isConnected() {
            return vbd.get(Vbd.CURRENTLY_ATTACHED) || vbd.get(Vbd.RESERVED);
        }

        boolean isCd() {
            return vbd.get(Vbd.TYPE) == VbdType.CD;
        }
    }

    private static final List<Rule> TABLE = List.of(
            new Rule(allBut(PAUSES), asked -> besides(asked, Set.of())),
            new Rule(EnumSet.of(VbdOperation.PAUSE), asked -> besides(asked, PAUSES)),
            new Rule(
                    EnumSet.of(VbdOperation.UNPAUSE),
                    asked -> besides(asked, EnumSet.of(VbdOperation.ATTACH, VbdOperation.PAUSE, VbdOperation.UNPAUSE))),
            new Rule(
                    UNPLUGS,
                    asked -> asked.vbd.get(Vbd.UNPLUGGABLE)
                            ? null
                            : new DeviceFailure.VbdNotUnpluggable(asked.vbd.ref())),
            new Rule(MEDIA, asked -> asked.isCd() ? null : new DeviceFailure.VbdNotRemovableMedia(asked.vbd.ref())),
            new Rule(
                    EnumSet.of(VbdOperation.EJECT),
                    asked -> asked.vbd.get(Vbd.EMPTY) ? new DeviceFailure.VbdIsEmpty(asked.vbd.ref()) : null),
            new Rule(
                    EnumSet.of(VbdOperation.INSERT),
                    asked -> asked.vbd.get(Vbd.EMPTY) ? null : new DeviceFailure.VbdNotEmpty(asked.vbd.ref())),
            new Rule(
                    EnumSet.of(VbdOperation.PLUG),
                    asked -> asked.vmIs(PowerState.RUNNING) && asked.isConnected()
                            ? new DeviceFailure.AlreadyAttached(asked.vbd.ref().value())
                            : null),
            new Rule(
                    UNPLUGS,
                    asked -> asked.vmIs(PowerState.RUNNING) && !asked.isConnected()
                            ? new DeviceFailure.AlreadyDetached(asked.vbd.ref().value())
                            : null),
            new Rule(PLUGS, asked -> DeviceRules.onlyOnRunning(asked.vm)),
            new Rule(
                    PAUSES,
                    asked -> asked.vmIs(PowerState.HALTED) || asked.vmIs(PowerState.SUSPENDED)
                            ? DeviceRules.onlyOnRunning(asked.vm)
                            : null),
            new Rule(EnumSet.of(VbdOperation.PLUG, VbdOperation.UNPLUG), asked -> DeviceRules.notWhileEnding(asked.vm)),
            new Rule(
                    PLUGS,
                    asked ->
                            DeviceRules.guestRefusesHotplug(asked.state, asked.vm, VmGuestMetrics.CAN_USE_HOTPLUG_VBD)),
            new Rule(
                    PLUGS,
                    asked -> DeviceRules.guestMayNotHotplug(asked.state, asked.vm, VmGuestMetrics.CAN_USE_HOTPLUG_VBD)),
            new Rule(PLUGS, VbdAdmission::fixedDrive),
            new Rule(
                    MEDIA,
                    asked -> asked.isCd() && asked.vmIs(PowerState.SUSPENDED)
                            ? VmFailure.BadPowerState.of(
                                    asked.vm.ref(), Set.of(PowerState.HALTED, PowerState.RUNNING), PowerState.SUSPENDED)
                            : null),
            new Rule(
                    ALL,
                    asked -> asked.vdi != null && !asked.vdi.get(Vdi.MANAGED)
                            ? new VdiFailure.NotManaged(asked.vbd.ref().as())
                            : null),
            new Rule(USES, VbdAdmission::diskIsBusy),
            new Rule(USES, VbdAdmission::othersUseTheDisk),
            new Rule(USES, VbdAdmission::diskCannotBeWritten));

    /** @throws Failure the documented one, when the operation may not start now */
    public void check(Lookup state, Row<Vbd> vbd, VbdOperation operation) {
        check(state, vbd, vbd.get(Vbd.VDI), operation);
    }

    /** Asks about another disk than the one in the drive: one that is to be inserted. */
    void check(Lookup state, Row<Vbd> vbd, Ref<Vdi> vdi, VbdOperation operation) {
        Failure objection = objection(state, vbd, vdi, operation, true);
        if (objection != null) {
            throw objection;
        }
    }

    /** What clients read in {@code allowed_operations}. */
    public List<VbdOperation> allowed(Row<Vbd> vbd, Lookup state) {
        var allowed = new ArrayList<VbdOperation>();
        for (VbdOperation operation : VbdOperation.values()) {
            if (objection(state, vbd, vbd.get(Vbd.VDI), operation, false) == null) {
                allowed.add(operation);
            }
        }
        return allowed;
    }

    private static @Nullable Failure objection(
            Lookup state, Row<Vbd> vbd, Ref<Vdi> vdi, VbdOperation operation, boolean inEarnest) {
        Row<Vm> vm = state.get(Vm.CLASS, vbd.get(Vbd.VM));
        if (vm == null) {
            return new CallFailure.HandleInvalid("VM", vbd.get(Vbd.VM).value());
        }
        var asked = new Question(state, vbd, vm, state.get(Vdi.CLASS, vdi), inEarnest);
        for (Rule rule : TABLE) {
            Failure objection = rule.about.contains(operation) ? rule.objection.to(asked) : null;
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable Failure besides(Question asked, Set<VbdOperation> tolerated) {
        for (Map.Entry<String, VbdOperation> current :
                asked.vbd.get(Vbd.CURRENT_OPERATIONS).entrySet()) {
            if (!tolerated.contains(current.getValue())) {
                return new CallFailure.OtherOperationInProgress(
                        "VBD", asked.vbd.ref().value(), current.getValue().wireName(), current.getKey());
            }
        }
        return null;
    }

    private static @Nullable Failure fixedDrive(Question asked) {
        return asked.vmIs(PowerState.RUNNING) && asked.isCd() && new VmView(asked.state, asked.vm).runsAsHvm()
                ? new CallFailure.OperationNotAllowed("The guest's CD drives are fixed while it runs.")
                : null;
    }

    private static @Nullable Failure diskIsBusy(Question asked) {
        if (asked.vdi == null) {
            return null;
        }
        for (Map.Entry<String, VdiOperation> current :
                asked.vdi.get(Vdi.CURRENT_OPERATIONS).entrySet()) {
            if (current.getValue() != VdiOperation.MIRROR && current.getValue() != VdiOperation.COPY) {
                return new CallFailure.OtherOperationInProgress(
                        "VDI", asked.vdi.ref().value(), current.getValue().wireName(), current.getKey());
            }
        }
        return null;
    }

    private static @Nullable Failure othersUseTheDisk(Question asked) {
        Row<Vdi> vdi = asked.vdi;
        if (vdi == null || !isAboutToUse(asked) || vdi.get(Vdi.SHARABLE)) {
            return null;
        }
        if (new VmView(asked.state, asked.vm).isSystemDomain()) {
            return null;
        }
        boolean wantsToWrite = asked.vbd.get(Vbd.MODE) == VbdMode.READ_WRITE;
        for (Ref<Vbd> ref : vdi.get(Vdi.VBDS)) {
            Row<Vbd> other = asked.state.get(Vbd.CLASS, ref);
            boolean inTheWay = other != null
                    && !ref.equals(asked.vbd.ref())
                    && isActive(asked.state, other)
                    && (wantsToWrite || other.get(Vbd.MODE) == VbdMode.READ_WRITE);
            if (inTheWay) {
                return new VdiFailure.InUse(vdi.ref());
            }
        }
        return null;
    }

    private static boolean isActive(Lookup state, Row<Vbd> vbd) {
        boolean used = vbd.get(Vbd.CURRENTLY_ATTACHED)
                || vbd.get(Vbd.RESERVED)
                || !vbd.get(Vbd.CURRENT_OPERATIONS).isEmpty();
        Row<Vm> vm = used ? state.get(Vm.CLASS, vbd.get(Vbd.VM)) : null;
        return vm != null && vm.get(Vm.POWER_STATE) != PowerState.SUSPENDED && !new VmView(state, vm).isSystemDomain();
    }

    private static @Nullable Failure diskCannotBeWritten(Question asked) {
        return asked.vdi != null
                        && isAboutToUse(asked)
                        && asked.vbd.get(Vbd.MODE) == VbdMode.READ_WRITE
                        && asked.vdi.get(Vdi.READ_ONLY)
                ? new VdiFailure.ReadOnly(asked.vdi.ref())
                : null;
    }

    private static boolean isAboutToUse(Question asked) {
        return asked.inEarnest && !asked.vbd.get(Vbd.CURRENTLY_ATTACHED);
    }

    private static Set<VbdOperation> allBut(Set<VbdOperation> some) {
        return EnumSet.complementOf(EnumSet.copyOf(some));
    }
}
