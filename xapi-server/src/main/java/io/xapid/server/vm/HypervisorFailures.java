package io.xapid.server.vm;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DeviceFailure;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.model.vm.VmFailure;
import java.util.Optional;
import java.util.Set;

/** Chooses the documented failure for what a hypervisor said, which depends on what was asked of it. */
final class HypervisorFailures {
    private HypervisorFailures() {}

    static Failure ofStart(Exception problem, Ref<Vm> vm, String emulator) {
        return problem instanceof HypervisorException
                ? new VmBootFailure.FailedToStartEmulator(vm, emulator, text(problem))
                : internal(problem);
    }

    /** @param type class of the device, such as {@code VBD} */
    static Failure ofUnplug(Exception problem, String type, Ref<?> device) {
        if (problem instanceof HypervisorException trouble) {
            return switch (trouble.reason()) {
                case GUEST_UNRESPONSIVE, TIMED_OUT -> new DeviceFailure.DetachTimeout(type, device);
                default -> new DeviceFailure.DetachRejected(type, device, text(problem));
            };
        }
        return internal(problem);
    }

    static Failure ofPlug(Exception problem, String type, Ref<?> device) {
        if (problem instanceof HypervisorException trouble) {
            return switch (trouble.reason()) {
                case GUEST_UNRESPONSIVE, TIMED_OUT -> new DeviceFailure.AttachTimeout(type, device);
                case UNSUPPORTED -> new CallFailure.OperationNotAllowed(text(problem));
                default -> internal(problem);
            };
        }
        return internal(problem);
    }

    /** For what the hypervisor itself says cannot be: signals that a guest has not, memory that the host's system lacks. */
    static Failure ofRefusal(Exception problem) {
        return problem instanceof HypervisorException
                ? new CallFailure.OperationNotAllowed(text(problem))
                : internal(problem);
    }

    /** For requests that the guest itself must follow. */
    static Failure ofRequest(Exception problem, Ref<Vm> vm) {
        boolean silent = problem instanceof HypervisorException trouble
                && trouble.reason() == HypervisorException.Reason.GUEST_UNRESPONSIVE;
        return silent ? new VmFailure.FailedShutdownAcknowledgment(vm) : internal(problem);
    }

    /** The failure for a guest that has ended by itself just before something was asked of it; empty for one that lives. */
    static Optional<Failure> ofEnded(Exception problem, Hypervisor hypervisor, Row<Vm> vm, PowerState needed) {
        boolean ended = problem instanceof HypervisorException
                && !hypervisor.stateOf(DomainSpecs.idOf(vm)).isAlive();
        return ended
                ? Optional.of(VmFailure.BadPowerState.of(vm.ref(), Set.of(needed), PowerState.HALTED))
                : Optional.empty();
    }

    static Failure internal(Exception problem) {
        return new CallFailure.Internal(text(problem));
    }

    private static String text(Exception problem) {
        String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }
}
