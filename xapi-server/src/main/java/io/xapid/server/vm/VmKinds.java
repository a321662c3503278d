package io.xapid.server.vm;

import io.xapid.server.job.JobKind;
import java.util.List;

/** The kinds of jobs about whole guests. */
record VmKinds(
        StartVmJob start,
        StopVmJob cleanShutdown,
        StopVmJob hardShutdown,
        StopVmJob shutdown,
        RebootVmJob cleanReboot,
        RebootVmJob hardReboot,
        PauseVmJob pause,
        PauseVmJob unpause) {

    static VmKinds on(Workshop workshop, DiskLibrary library) {
        return new VmKinds(
                new StartVmJob(workshop),
                new StopVmJob(StopVmJob.Manner.CLEAN, workshop, library),
                new StopVmJob(StopVmJob.Manner.HARD, workshop, library),
                new StopVmJob(StopVmJob.Manner.CLEAN_THEN_HARD, workshop, library),
                new RebootVmJob(RebootVmJob.Manner.CLEAN, workshop),
                new RebootVmJob(RebootVmJob.Manner.HARD, workshop),
                PauseVmJob.pausing(workshop),
                PauseVmJob.unpausing(workshop));
    }

    List<JobKind> all() {
        return List.of(start, cleanShutdown, hardShutdown, shutdown, cleanReboot, hardReboot, pause, unpause);
    }
}
