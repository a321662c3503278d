package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.MessageSubject;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertServiceTest {
    private final ApiKit kit = new ApiKit();
    private final String session = kit.root();
    private final String host = kit.row(Host.CLASS, ApiKit.HERE).get(Host.UUID);
    private final String pool = kit.row(Pool.CLASS, ApiKit.POOL).get(Pool.UUID);

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void isKeptWithItsTimeAndPriority() {
        Ref<?> alert = create("MY_ALERT", "4", "Host", host);

        assertThat(kit.value("message.get_record", session, alert.value()))
                .isEqualTo(kit.row(PoolMessage.CLASS, alert.<PoolMessage>as()));
        PoolMessageView row = view(alert);
        assertThat(row.name()).isEqualTo("MY_ALERT");
        assertThat(row.priority()).isEqualTo(4);
        assertThat(kit.value("message.get_by_uuid", session, row.uuid())).isEqualTo(alert);
        assertThat(kit.value("message.get_all", session)).isEqualTo(List.of(alert));
        assertThat(kit.failure("message.get_by_uuid", session, "no-such"))
                .containsExactly("UUID_INVALID", "message", "no-such");
        assertThat(kit.failure("message.get_record", session, "gone"))
                .containsExactly("HANDLE_INVALID", "message", "gone");
    }

    @Test
    void aKnownNameHasItsOwnPriority() {
        assertThat(view(create("VM_CRASHED", "5", "Host", host)).priority()).isEqualTo(2);
        assertThat(view(create("HOST_SERVER_CERTIFICATE_EXPIRED", "5", "Host", host))
                        .priority())
                .isEqualTo(1);
    }

    @Test
    void isAboutAnObjectThatExists() {
        assertThat(kit.failure("message.create", session, "X", "1", "VM", "no-such", "b"))
                .containsExactly("UUID_INVALID", "VM", "no-such");
        assertThat(kit.failure("message.create", session, "X", "1", "VM", host, "b"))
                .containsExactly("UUID_INVALID", "VM", host);
        assertThat(kit.failure("message.create", session, "X", "1", "Router", host, "b"))
                .containsExactly("INVALID_VALUE", "cls", "Router");
    }

    @Test
    void isFoundByObjectTimeAndExpression() {
        Ref<?> old = create("OLD", "3", "Host", host);
        kit.clock.advance(Duration.ofMinutes(1));
        Ref<?> recent = create("NEW", "3", "Host", host);
        Ref<?> other = create("OTHER", "3", "Pool", pool);

        assertThat(keys("message.get_since", "20260102T03:04:30Z")).containsExactlyInAnyOrder(recent, other);
        assertThat(keys("message.get", "Host", host, "19700101T00:00:00Z")).containsExactlyInAnyOrder(old, recent);
        assertThat(keys("message.get_all_records")).hasSize(3);
        assertThat(keys("message.get_all_records_where", "field \"name\"=\"OTHER\""))
                .containsExactly(other);
    }

    @Test
    void areDeletedOneByOneOrTogetherOrNotAtAll() {
        Ref<?> first = create("A", "3", "Host", host);
        Ref<?> second = create("B", "3", "Host", host);
        Ref<?> third = create("C", "3", "Pool", pool);

        assertThat(kit.failure("message.destroy_many", session, List.of(first.value(), "gone")))
                .containsExactly("HANDLE_INVALID", "message", "gone");
        assertThat(keys("message.get_all_records")).hasSize(3);
        kit.value("message.destroy_many", session, List.of(first.value()));
        assertThat(kit.failure("message.destroy_all", session, Map.of("colour", "red")))
                .containsExactly("INVALID_VALUE", "filters", "colour");
        kit.value("message.destroy_all", session, Map.of("cls", "Pool"));
        assertThat(keys("message.get_all_records")).containsExactly(second);
        kit.value("message.destroy", session, second.value());
        assertThat(kit.failure("message.destroy", session, third.value())).startsWith("HANDLE_INVALID", "message");
    }

    @Test
    void theOldestMakeRoomForNewOnes() {
        Ref<?> oldest = create("FIRST", "3", "Host", host);
        ApiKit.get(kit.store.transact(transaction -> {
            for (int i = 0; i < 9_999; i++) {
                transaction.insert(PoolMessage.CLASS, Map.of(PoolMessage.NAME, "n" + i));
            }
            return true;
        }));

        Ref<?> newest = create("LAST", "3", "Host", host);

        assertThat(kit.store.snapshot().table(PoolMessage.CLASS).size()).isEqualTo(9_901);
        assertThat(kit.store.snapshot().get(PoolMessage.CLASS, oldest.as())).isNull();
        assertThat(kit.store.snapshot().get(PoolMessage.CLASS, newest.as())).isNotNull();
    }

    @Test
    void otherRoomsRaiseThemInTheirOwnTransactions() {
        Ref<PoolMessage> alert = ApiKit.get(kit.store.transact(
                transaction -> Alerts.raise(transaction, "VM_STARTED", 1, MessageSubject.HOST, host, "the body")));

        assertThat(kit.row(PoolMessage.CLASS, alert).get(PoolMessage.PRIORITY)).isEqualTo(5);
        assertThat(kit.row(PoolMessage.CLASS, alert).get(PoolMessage.BODY)).isEqualTo("the body");
    }

    private Ref<?> create(String name, String priority, String kind, String uuid) {
        return (Ref<?>) kit.value("message.create", session, name, priority, kind, uuid, "body");
    }

    private Iterable<Object> keys(String method, Object... parameters) {
        var all = new ArrayList<Object>();
        all.add(session);
        all.addAll(List.of(parameters));
        return new ArrayList<>(((Map<?, ?>) kit.value(method, all.toArray())).keySet());
    }

    private PoolMessageView view(Ref<?> alert) {
        var row = kit.row(PoolMessage.CLASS, alert.<PoolMessage>as());
        return new PoolMessageView(row.get(PoolMessage.NAME), row.get(PoolMessage.PRIORITY), row.get(PoolMessage.UUID));
    }

    private record PoolMessageView(String name, long priority, String uuid) {}
}
