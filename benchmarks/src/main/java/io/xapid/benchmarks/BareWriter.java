package io.xapid.benchmarks;

import io.xapid.model.store.CommitLog;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes to a {@link BareLog}, beside something that does more. */
final class BareWriter implements AutoCloseable {
    private static final int BYTES = 300;

    private final BareLog log;

    BareWriter(Setup setup) throws Exception {
        Path folder = Files.createTempDirectory(setup.folder(), "bare");
        log = new BareLog(folder.resolve("bare"));
        log.start(new CommitLog.Sink() {
            @Override
            public void install(long index, InputStream image) {}

            @Override
            public void apply(long index, byte[] entry) {}

            @Override
            public CommitLog.Present present() {
                return new CommitLog.Present(0, out -> {});
            }
        });
    }

    String write(int writers, double seconds) throws InterruptedException {
        String figures = Writers.run(
                writers,
                seconds,
                () -> log.append(0, new byte[BYTES]).toCompletableFuture().join());
        return "bare log " + PoolCommits.told(figures.split(" "));
    }

    @Override
    public void close() {
        log.close();
    }
}
