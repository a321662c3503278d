package io.xapid.server.vm;

import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ServerCall;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.Jobs;
import io.xapid.server.vm.StartAdmission.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts VMs that are to come up with their host: those with {@code other_config:auto_poweron}, if the pool has that too.
 * A note of the host's last boot keeps a daemon that starts again from starting again what an operator has stopped.
 */
public final class AutoStart {
    private static final Logger log = LoggerFactory.getLogger(AutoStart.class);
    private static final String KEY = "auto_poweron";
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Store store;
    private final Jobs jobs;
    private final JobKind start;
    private final StartAdmission starts;
    private final Ref<Pool> pool;

    AutoStart(Store store, Jobs jobs, JobKind start, StartAdmission starts, Ref<Pool> pool) {
        this.store = store;
        this.jobs = jobs;
        this.start = start;
        this.starts = starts;
        this.pool = pool;
    }

    /**
     * Orders the starts if the host has booted since the note was written, in the order of {@code VM.order}. Each takes its
     * turn after what was found of the VM at the daemon's start has been written down.
     *
     * @param boot what names this boot of the host
     * @param note where it is written down which boot was dealt with last
     * @return completes when all are ordered
     */
    public CompletableFuture<Void> afterBoot(String boot, Path note) {
        if (boot.equals(read(note))) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?>[] ordered = wanted(store.snapshot()).stream()
                .map(vm -> jobs.between(vm.ref(), () -> order(vm.ref())).exceptionally(problem -> {
                    log.warn("VM {} is not started with its host", vm.get(Vm.UUID), problem);
                    return null; // others are, and not again when the daemon starts next
                }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(ordered).thenRun(() -> write(note, boot));
    }

    private List<Row<Vm>> wanted(Snapshot state) {
        Row<Pool> all = state.get(Pool.CLASS, pool);
        if (all == null || !VmView.isTrue(all.get(Pool.OTHER_CONFIG), KEY)) {
            return List.of();
        }
        return state.table(Vm.CLASS).stream()
                .filter(vm -> VmView.isTrue(vm.get(Vm.OTHER_CONFIG), KEY))
                .filter(vm -> !vm.get(Vm.IS_A_TEMPLATE) && !vm.get(Vm.IS_A_SNAPSHOT) && !vm.get(Vm.IS_CONTROL_DOMAIN))
                .sorted(Comparator.comparingLong((Row<Vm> vm) -> vm.get(Vm.ORDER))
                        .thenComparing(vm -> vm.get(Vm.UUID)))
                .toList();
    }

    private void order(Ref<Vm> ref) {
        Row<Vm> vm = store.snapshot().get(Vm.CLASS, ref);
        if (vm == null || vm.get(Vm.POWER_STATE) != PowerState.HALTED) {
            return; // it outlived the daemon, or is somewhere else
        }
        log.info("VM {} is started with its host", vm.get(Vm.UUID));
        var wish = new Wish(ref, Optional.empty(), false, false);
        jobs.submit(
                        ServerCall.ofTheServer("VM.start"),
                        new JobRequest(start, ref, LONGEST, transaction -> starts.admit(transaction, wish)))
                .whenComplete((done, refusal) -> {
                    if (refusal != null) {
                        log.warn("VM {} is not started with its host: {}", vm.get(Vm.UUID), refusal.getMessage());
                    }
                });
    }

    private static String read(Path note) {
        try {
            return Files.readString(note);
        } catch (NoSuchFileException first) {
            return "";
        } catch (IOException problem) {
            log.warn("Cannot read {}; VMs are started as if the host had just booted", note, problem);
            return "";
        }
    }

    private static void write(Path note, String boot) {
        try {
            Path fresh = note.resolveSibling(note.getFileName() + ".new");
            Files.writeString(fresh, boot);
            Files.move(fresh, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException problem) {
            log.warn("Cannot write {}; VMs will be started again when the daemon starts next", note, problem);
        }
    }
}
