package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A guest whose verbs are carried out one after the other. */
final class GuardedDomain {
    private final QemuDomain domain;
    private final ReentrantLock lock = new ReentrantLock(true);

    GuardedDomain(QemuDomain domain) {
        this.domain = domain;
    }

    QemuDomain domain() {
        return domain;
    }

    boolean alone(BooleanSupplier verb) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(
                    Reason.TIMED_OUT, "interrupted while guest " + domain.vm() + " was busy with something else", e);
        }
        try {
            return verb.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
