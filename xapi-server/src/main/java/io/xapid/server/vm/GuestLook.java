package io.xapid.server.vm;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.DomainStatus;
import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.OnExit;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at one guest: asks what it is, compares with what is written, and makes the one true to the other. */
final class GuestLook {
    private static final Logger log = LoggerFactory.getLogger(GuestLook.class);

    private static final long A_DIFFERENCE = 1L << 20;

    /** Why someone looks; the earlier ones ask for more. */
    enum Reason {
        FIRST_OF_THIS_DAEMON,
        ATTENTION,
        ROUTINE
    }

    private final Workshop on;
    private final Ref<Pool> pool;
    private final GuestReports reports;
    private final DeviceLook devices;
    private final Consumer<Row<Vm>> restart;
    private final Clock clock;

    /** @param restart orders that a guest be started again */
    GuestLook(Workshop on, Ref<Pool> pool, Consumer<Row<Vm>> restart, Clock clock) {
        this.on = on;
        this.pool = pool;
        this.reports = new GuestReports(on.hypervisor().capabilities());
        this.devices = new DeviceLook(on);
        this.restart = restart;
        this.clock = clock;
    }

    void at(Row<Vm> vm, Reason reason) {
        DomainStatus found = on.hypervisor().statusOf(DomainSpecs.idOf(vm));
        boolean ours = vm.get(Vm.RESIDENT_ON).equals(on.here());
        if (!ours) {
            sweep(vm, found);
            return;
        }
        if (found.state() == DomainState.SUSPENDED) {
            standingStill(vm, reason);
        } else if (found.state().isAlive()) {
            alive(vm, found, reason);
        } else if (found.state().isEnded()) {
            ended(vm, found, reason);
        } else {
            log.warn("VM {} has no domain any more ({})", vm.get(Vm.UUID), found.state());
            takeAway(vm);
            write(transaction -> Observed.halted(transaction, vm.ref()));
        }
    }

    /** The row says that it does not run here: then nothing of it should be here either. */
    private void sweep(Row<Vm> vm, DomainStatus found) {
        boolean expected = found.state() == DomainState.ABSENT
                || vm.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON).equals(on.here());
        if (!expected) {
            log.warn("VM {} is not said to run here, and was found {}: ended", vm.get(Vm.UUID), found.state());
            takeAway(vm);
        }
    }

    /**
     * It was sent or saved, and whoever ordered that has not said that it goes on elsewhere. While somebody may still say
     * so it is left alone; later it is known that it goes on nowhere but here.
     */
    private void standingStill(Row<Vm> vm, Reason reason) {
        var moves = on.hypervisor().liveMigration();
        if (moves.isEmpty() || !vm.get(Vm.CURRENT_OPERATIONS).isEmpty()) {
            return;
        }
        log.warn("VM {} stands still to go elsewhere, and nobody takes it there: it goes on here", vm.get(Vm.UUID));
        moves.get().takeBack(DomainSpecs.idOf(vm));
        alive(vm, on.hypervisor().statusOf(DomainSpecs.idOf(vm)), reason);
    }

    private void alive(Row<Vm> vm, DomainStatus found, Reason reason) {
        if (reason == Reason.FIRST_OF_THIS_DAEMON) {
            adopt(vm);
        }
        PowerState power = found.state() == DomainState.PAUSED ? PowerState.PAUSED : PowerState.RUNNING;
        if (vm.get(Vm.POWER_STATE) != power) {
            write(transaction -> Observed.power(transaction, vm.ref(), power));
        }
        if (hasRestarted(vm, found)) {
            restarted(vm);
        }
        Optional<DomainSpec> domain = on.hypervisor().specOf(DomainSpecs.idOf(vm));
        if (domain.isPresent() && devices.at(vm, domain.get())) {
            adoptDevices(vm);
        }
        if (reason == Reason.ROUTINE) {
            measure(vm);
        }
        Optional<GuestReport> report = on.hypervisor().guestReportOf(DomainSpecs.idOf(vm));
        report.ifPresent(word -> write(transaction -> {
            Row<Vm> now = transaction.get(Vm.CLASS, vm.ref());
            if (now != null) {
                reports.write(transaction, now, word);
            }
        }));
    }

    /** Written when it makes a difference, which with a balloon at rest is never. */
    private void measure(Row<Vm> vm) {
        long memory;
        try {
            memory = on.hypervisor().statisticsOf(DomainSpecs.idOf(vm)).memoryBytes();
        } catch (HypervisorException gone) {
            return; // it ended meanwhile, and attention for it is on its way
        }
        Row<VmMetrics> metrics = on.store().snapshot().get(VmMetrics.CLASS, vm.get(Vm.METRICS));
        if (metrics != null && Math.abs(metrics.get(VmMetrics.MEMORY_ACTUAL) - memory) > A_DIFFERENCE) {
            write(transaction -> {
                transaction.set(VmMetrics.CLASS, metrics.ref(), VmMetrics.MEMORY_ACTUAL, memory);
                transaction.set(VmMetrics.CLASS, metrics.ref(), VmMetrics.LAST_UPDATED, transaction.now());
            });
        }
    }

    private void adopt(Row<Vm> vm) {
        log.info("VM {} goes on running", vm.get(Vm.UUID));
        adoptDevices(vm);
        var consoles = on.hypervisor().consolesOf(DomainSpecs.idOf(vm));
        write(transaction -> {
            Row<Vm> now = transaction.get(Vm.CLASS, vm.ref());
            if (now != null) {
                on.consoles().appear(transaction, now, consoles);
            }
        });
    }

    private void adoptDevices(Row<Vm> vm) {
        try {
            new AdoptVm(on).adopt(on.specs().blueprint(on.store().snapshot(), vm));
        } catch (Failure changed) {
            log.warn("VM {} goes on, though it could not be started as it is set now: {}", vm.get(Vm.UUID), changed);
        }
    }

    /** Whether it has begun anew since the start that is written down; starts are written down after they happen. */
    private boolean hasRestarted(Row<Vm> vm, DomainStatus found) {
        return found.resets() > 0
                && found.bootedAt()
                        .filter(booted -> !booted.isBefore(startOf(vm).plusSeconds(1)))
                        .isPresent();
    }

    private void restarted(Row<Vm> vm) {
        log.info("VM {} has restarted by itself", vm.get(Vm.UUID));
        if (vm.get(Vm.ACTIONS_AFTER_REBOOT) == OnExit.RESTART) {
            write(transaction -> {
                Observed.rebooted(transaction, vm.ref());
                Alerts.VM_REBOOTED.raise(transaction, vm, "VM '%s' restarted itself".formatted(name(vm)));
            });
        } else {
            halt(vm, Alerts.VM_SHUTDOWN, "VM '%s' was to restart, and is set to be off instead");
        }
    }

    private void ended(Row<Vm> vm, DomainStatus found, Reason reason) {
        boolean lostUnseen = found.state() == DomainState.LOST && reason == Reason.FIRST_OF_THIS_DAEMON;
        Aftermath aftermath = lostUnseen
                ? Aftermath.HALT // the host went down with it
                : Aftermath.of(vm, found.state(), Duration.between(startOf(vm), clock.instant()));
        log.info("VM {} has ended by itself: {} {}; {}", vm.get(Vm.UUID), found.state(), found.detail(), aftermath);
        boolean crashed = found.state() == DomainState.CRASHED || found.state() == DomainState.LOST;
        switch (aftermath) {
            case HALT ->
                halt(
                        vm,
                        crashed ? Alerts.VM_CRASHED : Alerts.VM_SHUTDOWN,
                        crashed ? "VM '%s' crashed" : "VM '%s' shut itself down");
            case RESTART -> {
                if (crashed) {
                    write(transaction -> Alerts.VM_CRASHED.raise(
                            transaction, vm, "VM '%s' crashed and is started again".formatted(name(vm))));
                }
                restart.accept(vm);
            }
            case PRESERVE -> {
                if (vm.get(Vm.POWER_STATE) != PowerState.PAUSED) {
                    write(transaction -> {
                        Observed.power(transaction, vm.ref(), PowerState.PAUSED);
                        if (crashed) {
                            Alerts.VM_CRASHED.raise(
                                    transaction, vm, "VM '%s' crashed and is kept as it is".formatted(name(vm)));
                        }
                    });
                }
            }
        }
    }

    private void halt(Row<Vm> vm, Alerts alert, String body) {
        takeAway(vm);
        write(transaction -> {
            Observed.halted(transaction, vm.ref());
            Row<Pool> switches = transaction.get(Pool.CLASS, pool);
            if (switches == null || !switches.get(Pool.HA_REBOOT_VM_ON_INTERNAL_SHUTDOWN)) {
                transaction.set(Vm.CLASS, vm.ref(), Vm.HA_ALWAYS_RUN, false);
            }
            alert.raise(transaction, vm, body.formatted(name(vm)));
        });
    }

    private void takeAway(Row<Vm> vm) {
        Remains remains = Remains.of(on.store().snapshot(), vm);
        on.hypervisor().destroy(remains.id());
        remains.letGo(on.disks(), on.networks());
    }

    private Instant startOf(Row<Vm> vm) {
        Row<VmMetrics> metrics = on.store().snapshot().get(VmMetrics.CLASS, vm.get(Vm.METRICS));
        return metrics == null ? Instant.EPOCH : metrics.get(VmMetrics.START_TIME);
    }

    private static String name(Row<Vm> vm) {
        return vm.get(Vm.NAME_LABEL);
    }

    private void write(Consumer<Transaction> body) {
        on.store()
                .transact(transaction -> {
                    body.accept(transaction);
                    return true;
                })
                .join();
    }
}
