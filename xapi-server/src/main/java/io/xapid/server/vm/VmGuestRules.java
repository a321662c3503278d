package io.xapid.server.vm;

import io.xapid.model.meta.Failure;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmMigrationFailure;
import io.xapid.model.vm.VmOperation;
import io.xapid.model.vm.VmSnapshotFailure;
import io.xapid.server.vm.VmAdmission.Question;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules about what the guest itself must be able to do. */
final class VmGuestRules {
    /** Operations that save a guest or take it elsewhere. */
    static final Set<VmOperation> MOVES =
            EnumSet.of(VmOperation.SUSPEND, VmOperation.CHECKPOINT, VmOperation.POOL_MIGRATE, VmOperation.MIGRATE_SEND);

    static final List<VmAdmission.Rule> RULES = List.of(
            VmGuestRules::immobile,
            VmGuestRules::nested,
            VmKindRules::onDomainZero,
            VmKindRules::onControlDomain,
            VmGuestRules::saysItCannotBeSuspended,
            VmGuestRules::suspends,
            VmGuestRules::shutsDown,
            VmGuestRules::reboots,
            VmGuestRules::takesProcessors,
            VmGuestRules::quiesces);

    private VmGuestRules() {}

    private static @Nullable Failure immobile(Question asked) {
        boolean refused = asked.strictly() && asked.isOneOf(MOVES) && asked.vm().isImmobile();
        return refused ? new VmMigrationFailure.IsImmobile(asked.vm().ref()) : null;
    }

    private static @Nullable Failure nested(Question asked) {
        boolean refused = asked.strictly()
                && asked.is(VmOperation.CHANGING_DYNAMIC_RANGE)
                && asked.vm().hasNestedVirt();
        return refused ? new VmMigrationFailure.IsUsingNestedVirt(asked.vm().ref()) : null;
    }

    private static @Nullable Failure saysItCannotBeSuspended(Question asked) {
        if (!asked.isOneOf(MOVES) || !asked.vm().isLive()) {
            return null;
        }
        return asked.vm()
                .guestWord("data-cant-suspend-reason")
                .map(reason -> new VmSnapshotFailure.NonSuspendable(asked.vm().ref(), reason))
                .orElse(null);
    }

    private static @Nullable Failure suspends(Question asked) {
        boolean refused = asked.strictly()
                && asked.isOneOf(MOVES)
                && asked.vm().isLive()
                && !asked.vm().hasImplicitSupport()
                && !asked.vm().hasFeature("feature-suspend");
        return refused ? new VmFailure.LacksFeature(asked.vm().ref()) : null;
    }

    private static @Nullable Failure shutsDown(Question asked) {
        boolean refused = asked.strictly()
                && asked.is(VmOperation.CLEAN_SHUTDOWN)
                && !asked.vm().hasImplicitSupport()
                && !asked.vm().hasFeature("feature-shutdown")
                && !asked.vm().hasFeature("feature-poweroff");
        return refused ? new VmFailure.LacksFeature(asked.vm().ref()) : null;
    }

    private static @Nullable Failure reboots(Question asked) {
        boolean refused = asked.strictly()
                && asked.is(VmOperation.CLEAN_REBOOT)
                && !asked.vm().hasImplicitSupport()
                && !asked.vm().hasFeature("feature-shutdown")
                && !asked.vm().hasFeature("feature-reboot");
        return refused ? new VmFailure.LacksFeature(asked.vm().ref()) : null;
    }

    private static @Nullable Failure takesProcessors(Question asked) {
        boolean refused = asked.is(VmOperation.CHANGING_VCPUS_LIVE)
                && !asked.vm().hasImplicitSupport()
                && !asked.vm().hasFeature("feature-vcpu-hotplug");
        return refused ? new VmFailure.LacksFeature(asked.vm().ref()) : null;
    }

    private static @Nullable Failure quiesces(Question asked) {
        return asked.is(VmOperation.SNAPSHOT_WITH_QUIESCE)
                ? new VmSnapshotFailure.SnapshotWithQuiesceNotSupported(
                        asked.vm().ref())
                : null;
    }
}
