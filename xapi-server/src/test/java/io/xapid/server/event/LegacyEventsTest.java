package io.xapid.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.server.api.ApiKit;
import io.xapid.server.api.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LegacyEventsTest {
    private final ApiKit kit = new ApiKit();
    private final String session = kit.root();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void tellsEachChangeInOrder() {
        assertThat(kit.failure("event.next", session)).containsExactly("SESSION_NOT_REGISTERED", session);
        kit.value("event.register", session, List.of("network"));
        Ref<Network> network = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "a"));
        kit.set(Network.CLASS, network, Network.NAME_LABEL, "b");
        kit.delete(Network.CLASS, network);

        List<WireEvent> events = next(ApiKit.get(kit.start("event.next", session)));

        assertThat(events)
                .extracting(event -> event.operation() + " " + label(event.snapshot()))
                .containsExactly("ADD a", "MOD b", "DEL b");
        assertThat(events).extracting(WireEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(events.get(0).timestamp()).matches("\\d+\\.");
        assertThat((Long) kit.value("event.get_current_id", session))
                .isGreaterThan(events.get(2).id());
    }

    @Test
    void waitsAndHearsOfTheSessionsEnd() {
        kit.value("event.register", session, List.of("*"));
        CompletableFuture<Reply> waiting = kit.start("event.next", session);
        awaitWaiters(1);
        Ref<Network> network = kit.have(Network.CLASS, Map.of());
        assertThat(next(ApiKit.get(waiting))).extracting(WireEvent::ref).containsExactly(network.value());

        kit.value("event.unregister", session, List.of("*"));
        CompletableFuture<Reply> silent = kit.start("event.next", session);
        kit.have(Network.CLASS, Map.of());
        kit.value("session.logout", session);
        assertThat(ApiKit.get(silent)).isEqualTo(new Reply.Failed(List.of("SESSION_INVALID", session)));
    }

    @Test
    void beatsWhereNothingHappens() {
        kit.value("event.register", session, List.of("pool"));
        CompletableFuture<Reply> waiting = kit.start("event.next", session);
        awaitWaiters(1);
        kit.events.beat();
        assertThat(waiting).isNotDone();

        kit.clock.advance(Duration.ofSeconds(31));
        kit.events.beat();

        assertThat(next(ApiKit.get(waiting)))
                .extracting(event -> event.className() + " " + event.operation())
                .containsExactly("pool MOD");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the log in memory is done before it returns
    void saysWhenEventsAreLost() {
        kit.value("event.register", session, List.of("task"));
        kit.have(Task.CLASS, Map.of());
        for (int i = 0; i < 17_000; i++) {
            kit.store.transact(transaction -> {
                transaction.touch(Pool.CLASS, ApiKit.POOL);
                return true;
            });
        }

        assertThat(kit.failure("event.next", session)).containsExactly("EVENTS_LOST");
        kit.have(Task.CLASS, Map.of());
        assertThat(next(ApiKit.get(kit.start("event.next", session)))).hasSize(1);
    }

    private static List<WireEvent> next(Reply reply) {
        return ((EventList) ApiKit.valueOf(reply)).events();
    }

    private static String label(@Nullable Row<?> row) {
        return row != null && row.definition().equals(Network.CLASS)
                ? network(row).get(Network.NAME_LABEL)
                : "";
    }

    @SuppressWarnings("unchecked") // the caller has compared the class
    private static Row<Network> network(Row<?> row) {
        return (Row<Network>) row;
    }

    private void awaitWaiters(int number) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (kit.events.waiting() != number) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(kit.events.waiting() + " wait instead of " + number);
            }
            Thread.onSpinWait();
        }
    }
}
