package io.xapid.model.store;

import org.jspecify.annotations.Nullable;

class MemoryLogTest extends CommitLogDiskContract {
    private @Nullable MemoryLog log;

    @Override
    protected CommitLog create() {
        log = log == null ? new MemoryLog() : log.reopened();
        return log;
    }

    @Override
    protected void breakStorage(CommitLog toBreak) {
        ((MemoryLog) toBreak).refuse();
    }

    @Override
    protected void repairStorage(CommitLog toRepair) {
        ((MemoryLog) toRepair).accept();
    }
}
