package io.xapid.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {
    private final ChangeFeed feed = new ChangeFeed(3);

    @Test
    void givesWhatChangedSinceAnIndexOldestFirst() {
        remember(1, 3);

        assertThat(since(0)).containsExactly(1L, 2L, 3L);
        assertThat(since(2)).containsExactly(3L);
        assertThat(since(3)).isEmpty();
        assertThat(since(99)).isEmpty();
    }

    @Test
    void saysSoWhenItNoLongerRemembers() {
        remember(1, 5);

        assertThat(feed.since(1)).isEmpty();
        assertThat(since(2)).containsExactly(3L, 4L, 5L);
    }

    @Test
    void knowsNothingOfWhatLedToAnImage() {
        remember(1, 2);
        feed.startAt(10);

        assertThat(feed.since(9)).isEmpty();
        assertThat(since(10)).isEmpty();
        remember(11, 12);
        assertThat(since(10)).containsExactly(11L, 12L);
    }

    @Test
    void stillAnswersForTheEntriesThatARestartReplays() {
        var log = new MemoryLog();
        Store store = Library.open(log);
        for (int i = 0; i < 4; i++) {
            Library.commit(store, tx -> tx.insert(Book.CLASS, Library.nothing()));
        }

        Store again = Library.open(log.reopened());

        assertThat(again.feed().since(2).orElseThrow())
                .extracting(ChangeSet::index)
                .containsExactly(3L, 4L);
        assertThat(again.feed().since(0)).isPresent();
    }

    @Test
    void afterAnImageOnlyWhatCameLaterIsKnown() {
        var log = new MemoryLog();
        Store store = Library.open(log);
        Library.commit(store, tx -> tx.insert(Book.CLASS, Library.nothing()));
        assertThat(store.keepImage().toCompletableFuture()).isCompleted();
        Library.commit(store, tx -> tx.insert(Book.CLASS, Library.nothing()));

        Store again = Library.open(log.reopened());

        assertThat(again.feed().since(0)).isEmpty();
        assertThat(again.feed().since(1).orElseThrow())
                .extracting(ChangeSet::index)
                .containsExactly(2L);
    }

    private void remember(long from, long to) {
        LongStream.rangeClosed(from, to).forEach(index -> feed.remember(new ChangeSet(index, List.of())));
    }

    private List<Long> since(long index) {
        return feed.since(index).orElseThrow().stream().map(ChangeSet::index).toList();
    }
}
