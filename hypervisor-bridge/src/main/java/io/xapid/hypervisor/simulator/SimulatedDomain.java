package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.DomainStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One imagined guest. Guarded by its host's lock. */
final class SimulatedDomain {
    private DomainSpec spec;
    private DomainState state = DomainState.CREATED;
    private String detail = "";
    private @Nullable Instant bootedAt;
    private @Nullable Instant runningSince;
    private Duration ran = Duration.ZERO;
    private long resets;
    private boolean stubborn;
    private boolean started;
    private int vcpus;
    private long memoryBytes;
    private String lastSignal = "";

    SimulatedDomain(DomainSpec spec) {
        this.spec = spec;
        this.vcpus = spec.vcpus().atStart();
        this.memoryBytes = spec.memory().dynamicMaxBytes();
    }

    DomainSpec spec() {
        return spec;
    }

    void spec(DomainSpec other) {
        spec = other;
    }

    DomainState state() {
        return state;
    }

    DomainStatus status() {
        return new DomainStatus(state, detail, Optional.ofNullable(bootedAt), resets);
    }

    boolean isStubborn() {
        return stubborn;
    }

    void stubborn(boolean other) {
        stubborn = other;
    }

    /** Whether its guest ever ran in this domain, and so may hold on to its devices. */
    boolean hasStarted() {
        return started;
    }

    int vcpus() {
        return vcpus;
    }

    void vcpus(int count) {
        vcpus = count;
    }

    long memoryBytes() {
        return memoryBytes;
    }

    void memoryBytes(long bytes) {
        memoryBytes = bytes;
    }

    String lastSignal() {
        return lastSignal;
    }

    void signalled(String signal) {
        lastSignal = signal;
    }

    void built() {
        state = DomainState.PAUSED;
    }

    /** Brought back from where it was: it has run before. */
    void restored() {
        state = DomainState.PAUSED;
        started = true;
    }

    /** Came from another host, with what is known of its starts. */
    void arrived(Instant bootedThere, long resetsThere) {
        restored();
        bootedAt = bootedThere;
        resets = resetsThere;
    }

    /** As it was before anything was made of it. */
    void unmade() {
        state = DomainState.CREATED;
        started = false;
        bootedAt = null;
        resets = 0;
    }

    void run(Instant now) {
        if (state == DomainState.PAUSED) {
            state = DomainState.RUNNING;
            runningSince = now;
            if (!started) {
                started = true;
                bootedAt = now;
            }
        }
    }

    void stand(DomainState as, Instant now) {
        ran = ran(now);
        runningSince = null;
        state = as;
    }

    void end(DomainState as, String why) {
        runningSince = null;
        state = as;
        detail = why;
    }

    void restart(Instant now) {
        if (started) {
            bootedAt = now;
            resets++;
        }
        detail = "";
        if (state.isEnded()) {
            state = DomainState.RUNNING;
            runningSince = now;
        }
    }

    /** How long its processors ran. */
    Duration ran(Instant now) {
        Instant since = runningSince;
        return since == null ? ran : ran.plus(Duration.between(since, now));
    }
}
