package io.xapid.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What a log promises whose entries are in one place only: what could not be written there will never be. An implementation
 * says how its storage is broken and repaired.
 */
public abstract class CommitLogDiskContract extends CommitLogContract {
    /** Makes all that is appended from now on impossible to keep, as when a disk is full. */
    protected abstract void breakStorage(CommitLog log) throws Exception;

    /** Takes {@link #breakStorage} back. */
    protected abstract void repairStorage(CommitLog log) throws Exception;

    @Test
    void whatCannotBeKeptFailsWithAllThatFollowsAndIsNeverApplied() throws Exception {
        var sink = new RecordingSink();
        CommitLog log = open(sink);
        appendAll(log, 1, 20);
        breakStorage(log);

        var doomed = new ArrayList<CompletionStage<Void>>();
        for (long i = 21; i <= 60; i++) {
            doomed.add(log.append(i, entry(1_000 + i)));
        }
        doomed.forEach(CommitLogKit::assertFails);
        assertFails(log.append(21, entry(2_000)));
        repairStorage(log);

        appendAll(log, 21, 30);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 30));
        var later = new RecordingSink();
        reopen(log, later);
        assertThat(later.texts()).containsExactlyElementsOf(texts(1, 30));
    }

    @Test
    void aFailureCanBeAnsweredByStartingAgainWithinItsCallback() throws Exception {
        var sink = new RecordingSink();
        CommitLog log = open(sink);
        appendAll(log, 1, 5);
        breakStorage(log);
        var again = new CompletableFuture<CompletionStage<Void>>();

        log.append(6, entry(1_000)).whenComplete((ok, failure) -> {
            try {
                repairStorage(log);
                again.complete(log.append(6, entry(6)));
            } catch (Exception problem) {
                again.completeExceptionally(problem);
            }
        });

        await(again.get(SECONDS, TimeUnit.SECONDS));
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 6));
    }
}
