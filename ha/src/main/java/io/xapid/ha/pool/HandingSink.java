package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.io.InputStream;

/** Says what the state is given, before and after; and when it can no longer follow. */
final class HandingSink implements CommitLog.Sink {
    private final CommitLog.Sink applier;
    private final Outbox outbox;

    HandingSink(CommitLog.Sink applier, Outbox outbox) {
        this.applier = applier;
        this.outbox = outbox;
    }

    @Override
    public void install(long index, InputStream image) throws IOException {
        applier.install(index, image);
        outbox.handed(index);
    }

    @Override
    public void apply(long index, byte[] entry) {
        outbox.handing(index, entry);
        try {
            applier.apply(index, entry);
        } catch (RuntimeException | Error problem) {
            outbox.refuse(new LogException(
                    "Entry %d is kept and cannot be applied (%s). Restart the daemon.".formatted(index, problem),
                    problem));
            throw problem;
        }
        outbox.handed(index);
    }

    @Override
    public CommitLog.Present present() {
        return applier.present();
    }
}
