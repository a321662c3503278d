package io.xapid.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.EventOperation;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.Secret;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
import io.xapid.server.api.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventServiceTest {
    private ApiKit kit = new ApiKit();
    private final String session = kit.root();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void tellsEverythingThatExistsWhenAskedFromTheBeginning() {
        Ref<Vm> vm = kit.have(Vm.CLASS, Map.of(Vm.NAME_LABEL, "web"));
        kit.have(Secret.CLASS, Map.of(Secret.VALUE, "x"));

        EventBatch batch = from(List.of("*"), "");

        assertThat(batch.events())
                .extracting(event -> event.className() + " " + event.operation())
                .containsExactlyInAnyOrder("host ADD", "pool ADD", "vm ADD");
        WireEvent ofVm = batch.events().stream()
                .filter(event -> event.className().equals("vm"))
                .findFirst()
                .orElseThrow();
        assertThat(ofVm.ref()).isEqualTo(vm.value());
        assertThat(ofVm.snapshot()).isSameAs(kit.row(Vm.CLASS, vm));
        assertThat(ofVm.timestamp()).isEqualTo("0.0");
        assertThat(ofVm.id()).isEqualTo(kit.row(Vm.CLASS, vm).modifiedAt());
    }

    @Test
    void tokensAreTwoNumbersThatSortAsText() {
        String first = from(List.of("*"), "").token();
        kit.have(Vm.CLASS, Map.of());
        String second = from(List.of("*"), first).token();

        assertThat(first).matches("\\d{20},\\d{20}");
        assertThat(second).isGreaterThan(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1,", ",1", "1,2,3", "-1,0", " 1,2", "99999999999999999999,0"})
    void refusesWhatIsNoToken(String token) {
        assertThat(kit.failure("event.from", session, List.of("*"), token, 0.0))
                .containsExactly("EVENT_FROM_TOKEN_PARSE_FAILURE", token);
    }

    @Test
    void refusesWhatIsNoSubscription() {
        assertThat(kit.failure("event.from", session, List.of("vm/a/b"), "", 0.0))
                .containsExactly("EVENT_SUBSCRIPTION_PARSE_FAILURE", "vm/a/b");
    }

    @Test
    void tellsOneEventForEachObjectHoweverOftenItChanged() {
        Ref<Network> old = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "old"));
        Ref<Network> doomed = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "doomed"));
        String token = from(List.of("network"), "").token();

        Ref<Network> fresh = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "fresh"));
        kit.set(Network.CLASS, fresh, Network.NAME_LABEL, "fresher");
        kit.set(Network.CLASS, old, Network.NAME_LABEL, "older");
        kit.set(Network.CLASS, old, Network.NAME_LABEL, "oldest");
        kit.set(Network.CLASS, doomed, Network.NAME_LABEL, "going");
        kit.delete(Network.CLASS, doomed);
        Ref<Network> brief = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "brief"));
        kit.delete(Network.CLASS, brief);

        EventBatch batch = from(List.of("network"), token);
        assertThat(batch.events())
                .extracting(event -> event.operation() + " " + event.ref())
                .containsExactly("ADD " + fresh, "MOD " + old, "DEL " + doomed);
        assertThat(batch.events().get(0).snapshot()).isSameAs(kit.row(Network.CLASS, fresh));
        assertThat(batch.events().get(2).snapshot()).isNull();
        assertThat(batch.validRefCounts()).containsEntry("network", 2);
    }

    @Test
    void tellsTheSameFromAnOldTokenAfterARestart() {
        Ref<Network> old = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "old"));
        Ref<Network> doomed = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "doomed"));
        String token = from(List.of("network"), "").token();
        Ref<Network> fresh = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "fresh"));
        kit.set(Network.CLASS, old, Network.NAME_LABEL, "older");
        kit.delete(Network.CLASS, doomed);
        Ref<Network> brief = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "brief"));
        kit.delete(Network.CLASS, brief);
        kit.close();

        kit = new ApiKit(kit.log.reopened());

        assertThat(from(List.of("network"), token).events())
                .extracting(event -> event.operation() + " " + event.ref())
                .containsExactly("ADD " + fresh, "MOD " + old, "DEL " + doomed);
    }

    @Test
    void aTokenOfAnotherPoolBringsEverythingAgain() {
        assertThat(from(List.of("pool"), "00000000000000999999,00000000000000999999")
                        .events())
                .extracting(WireEvent::operation)
                .containsExactly(EventOperation.ADD);
    }

    @Test
    void takesClassesInAnyCaseAndSingleObjects() {
        Ref<Vm> one = kit.have(Vm.CLASS, Map.of());
        kit.have(Vm.CLASS, Map.of());

        assertThat(from(List.of("VM"), "").events()).hasSize(2);
        assertThat(from(List.of("vm", "Pool"), "").events()).hasSize(3);
        assertThat(from(List.of("VM/" + one), "").events())
                .extracting(WireEvent::ref)
                .containsExactly(one.value());
        assertThat(from(List.of("no_such_class", "secret"), "").events()).isEmpty();
    }

    @Test
    void countsTheObjectsOfEveryTableAlsoOfThoseWithoutEvents() {
        Map<String, Integer> counts = from(List.of("no_such_class"), "").validRefCounts();

        assertThat(counts)
                .containsEntry("pool", 1)
                .containsEntry("session", 1)
                .containsEntry("task", 0)
                .containsEntry("vm_guest_metrics", 0)
                .doesNotContainKeys("xapid_account", "xapid_job", "message", "event")
                .hasSizeGreaterThan(50);
    }

    @Test
    void theOtherSideOfALinkIsModifiedToo() {
        Ref<Vm> vm = kit.have(Vm.CLASS, Map.of());
        String token = from(List.of("*"), "").token();

        Ref<Vbd> vbd = kit.have(Vbd.CLASS, Map.of(Vbd.VM, vm));

        EventBatch batch = from(List.of("*"), token);
        assertThat(batch.events())
                .extracting(event -> event.className() + " " + event.operation() + " " + event.ref())
                .containsExactly("vbd ADD " + vbd, "vm MOD " + vm);
    }

    @Test
    void waitsUntilSomethingThatMattersHappens() {
        String token = from(List.of("network"), "").token();
        CompletableFuture<Reply> waiting = kit.start("event.from", session, List.of("network"), token, 60.1);
        awaitWaiters(1);

        kit.have(Vm.CLASS, Map.of());
        assertThat(waiting).isNotDone();
        Ref<Network> network = kit.have(Network.CLASS, Map.of());

        assertThat(batch(ApiKit.get(waiting)).events())
                .extracting(WireEvent::ref)
                .containsExactly(network.value());
        assertThat(kit.events.waiting()).isZero();
    }

    @Test
    void answersEmptyWhenTheTimeIsUp() {
        String token = from(List.of("network"), "").token();
        kit.have(Vm.CLASS, Map.of());

        EventBatch batch = from(List.of("network"), token, 0.05);

        assertThat(batch.events()).isEmpty();
        assertThat(batch.token()).isGreaterThan(token);
        assertThat(batch.validRefCounts()).containsEntry("vm", 1);
        assertThat(from(List.of("network"), token, 0).events()).isEmpty();
    }

    @Test
    void aLimitThatMakesNoSenseIsALongOne() {
        String token = from(List.of("network"), "").token();

        for (double limit : new double[] {-1, 1e300, 1e9}) {
            assertThat(kit.start("event.from", session, List.of("network"), token, limit))
                    .isNotDone();
        }
        assertThat(kit.events.waiting()).isEqualTo(3);
        kit.have(Network.CLASS, Map.of());
        awaitWaiters(0);
    }

    @Test
    void whoWaitsHearsWhenTheSessionEnds() {
        String token = from(List.of("network"), "").token();
        CompletableFuture<Reply> waiting = kit.start("event.from", session, List.of("network"), token, 60.0);
        awaitWaiters(1);

        kit.value("session.logout", session);

        assertThat(ApiKit.get(waiting)).isEqualTo(new Reply.Failed(List.of("SESSION_INVALID", session)));
        assertThat(kit.events.waiting()).isZero();
    }

    @Test
    void whoNoLongerWaitsLeavesNothingBehind() {
        String token = from(List.of("network"), "").token();
        CompletableFuture<Reply> waiting = kit.start("event.from", session, List.of("network"), token, 60.0);
        awaitWaiters(1);

        waiting.cancel(false);

        assertThat(kit.events.waiting()).isZero();
    }

    @Test
    void aThousandWhoWaitAreToldAndShareOneAnswer() {
        String token = from(List.of("network"), "").token();
        var waiting = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(kit.start("event.from", session, List.of("network"), token, 60.0));
        }
        awaitWaiters(1000);

        kit.have(Network.CLASS, Map.of());

        EventBatch first = batch(ApiKit.get(waiting.get(0)));
        assertThat(waiting)
                .allSatisfy(reply -> assertThat(batch(ApiKit.get(reply))).isEqualTo(first));
        assertThat(waiting.stream()
                        .map(reply -> batch(ApiKit.get(reply)))
                        .distinct()
                        .count())
                .isOne();
    }

    @Test
    void losesNothingWhileOthersWrite() throws Exception {
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 300; i++) {
                Ref<Network> network = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "n" + i));
                kit.set(Network.CLASS, network, Network.NAME_DESCRIPTION, "changed " + i);
                if (i % 3 == 0) {
                    kit.delete(Network.CLASS, network);
                }
            }
            kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "last"));
        });
        var seen = new HashMap<String, Row<?>>();
        String token = "";
        writer.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (seen.values().stream().noneMatch(row -> label(row).equals("last")) && System.nanoTime() < deadline) {
            EventBatch batch = from(List.of("network"), token, 5.0);
            for (WireEvent event : batch.events()) {
                if (event.operation() == EventOperation.DEL) {
                    assertThat(seen.remove(event.ref())).isNotNull();
                } else {
                    seen.put(event.ref(), Objects.requireNonNull(event.snapshot()));
                }
            }
            token = batch.token();
        }
        writer.join(10_000);

        var present = new HashMap<String, Row<?>>();
        kit.store
                .snapshot()
                .table(Network.CLASS)
                .rows()
                .forEach(row -> present.put(row.ref().value(), row));
        assertThat(seen).isEqualTo(present);
    }

    @Test
    void anInjectedEventReachesWhoAsksFromItsToken() {
        from(List.of("*"), "");

        String token = (String) kit.value("event.inject", session, "pool", ApiKit.POOL.value());

        EventBatch batch = from(List.of("pool"), token);
        assertThat(batch.events())
                .extracting(event -> event.operation() + " " + event.ref())
                .containsExactly("MOD " + ApiKit.POOL);
        assertThat(batch.token()).isGreaterThan(token);
        assertThat(kit.failure("event.inject", session, "pool", "OpaqueRef:gone"))
                .containsExactly("HANDLE_INVALID", "pool", "OpaqueRef:gone");
        assertThat(kit.failure("event.inject", session, "Pool", ApiKit.POOL.value()))
                .containsExactly("HANDLE_INVALID", "Pool", ApiKit.POOL.value());
    }

    @Test
    void aKeyThatAClientWritesOnThePoolComesBackToItAsABarrier() {
        String token = from(List.of("*"), "").token();
        CompletableFuture<Reply> waiting = kit.start("event.from", session, List.of("*"), token, 60.1);
        awaitWaiters(1);

        kit.value("pool.add_to_other_config", session, ApiKit.POOL.value(), "xo:barrier:1", "1700000000000");

        EventBatch batch = batch(ApiKit.get(waiting));
        assertThat(batch.events()).hasSize(1).first().satisfies(event -> {
            assertThat(event.className()).isEqualTo("pool");
            assertThat(event.operation()).isEqualTo(EventOperation.MOD);
            assertThat(event.snapshot()).isSameAs(kit.row(Pool.CLASS, ApiKit.POOL));
        });
        kit.value("pool.remove_from_other_config", session, ApiKit.POOL.value(), "xo:barrier:1");
        assertThat(from(List.of("pool"), batch.token()).events()).hasSize(1);
    }

    @Test
    void theCountOfTasksIsThatOfTheTasksThereAre() {
        Ref<?> first = (Ref<?>) kit.value("task.create", session, "a", "");
        kit.value("task.create", session, "b", "");
        assertThat(from(List.of("task"), "").validRefCounts()).containsEntry("task", 2);

        kit.value("task.destroy", session, first.value());
        assertThat(from(List.of("task"), "").validRefCounts()).containsEntry("task", 1);
    }

    @Test
    void alertsComeFirstAndNeverChange() {
        String uuid = kit.row(Pool.CLASS, ApiKit.POOL).get(Pool.UUID);
        String token = from(List.of("*"), "").token();
        kit.have(Network.CLASS, Map.of());
        Ref<?> alert = (Ref<?>) kit.value("message.create", session, "X", "3", "Pool", uuid, "body");

        EventBatch batch = from(List.of("*"), token);
        assertThat(batch.events())
                .extracting(event -> event.className() + " " + event.operation())
                .containsExactly("message ADD", "network ADD");
        assertThat(batch.events().get(0).id()).isZero();

        kit.value("message.destroy", session, alert.value());
        assertThat(from(List.of("message"), batch.token()).events())
                .extracting(event -> event.operation() + " " + event.ref())
                .containsExactly("DEL " + alert);
    }

    @Test
    void anAlertOfAnotherPoolsObjectIsRefused() {
        assertThat(kit.failure("message.create", session, "X", "3", "Host", "no-such-uuid", "body"))
                .containsExactly("UUID_INVALID", "Host", "no-such-uuid");
    }

    private EventBatch from(List<String> classes, String token) {
        return from(classes, token, 10.0, true);
    }

    private EventBatch from(List<String> classes, String token, double timeout) {
        return from(classes, token, timeout, false);
    }

    private EventBatch from(List<String> classes, String token, double timeout, boolean atOnce) {
        return batch(kit.call("event.from", session, classes, token, atOnce ? 0.0 : timeout));
    }

    private static EventBatch batch(Reply reply) {
        return (EventBatch) ApiKit.valueOf(reply);
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
