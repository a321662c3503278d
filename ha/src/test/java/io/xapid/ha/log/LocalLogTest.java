package io.xapid.ha.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.CommitLogDiskContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalLogTest extends CommitLogDiskContract {
    @TempDir
    Path directory;

    @Override
    protected CommitLog create() {
        return new LocalLog(directory);
    }

    @Override
    protected void breakStorage(CommitLog log) {
        ((LocalLog) log).breakDisk(true).join();
    }

    @Override
    protected void repairStorage(CommitLog log) {
        // not waited for: it may be asked for on the log's own thread, and goes before what is appended later
        assertThat(((LocalLog) log).breakDisk(false)).isNotNull();
    }
}
