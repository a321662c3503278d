package io.xapid.server.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.access.Session;
import io.xapid.model.access.Subject;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.Pif;
import io.xapid.model.store.Luggage;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.server.KeptClasses;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a host brings, and what the pool takes of it. */
class PackingTest {
    private final Store host = new Store(KeptClasses.schema(), new MemoryLog(), Clock.systemUTC());
    private final Store pool = new Store(KeptClasses.schema(), new MemoryLog(), Clock.systemUTC());

    private static <C> Ref<C> have(Store store, ClassDef<C> definition, Map<Field<C, ?>, Object> values) {
        return store.transact(transaction -> transaction.insert(definition, values))
                .join();
    }

    private static <C> Luggage of(Store store, ClassDef<C> definition) {
        return Luggage.of(store.snapshot().table(definition).rows());
    }

    private void take(Luggage luggage, Ref<Session> by) {
        Members.transact(pool, transaction -> Packing.unpack(Packing.permitted(luggage, transaction, by), transaction));
    }

    @Test
    void aSessionThatIsBroughtMayDoNoMoreThanTheOneThatBringsIt() {
        Ref<Session> root = have(host, Session.CLASS, Map.of(Session.IS_LOCAL_SUPERUSER, true));
        Ref<Session> operator = have(pool, Session.CLASS, Map.of(Session.RBAC_PERMISSIONS, List.of("pool-operator")));

        take(of(host, Session.CLASS), operator);

        Row<Session> brought = pool.snapshot().find(Session.CLASS, root).orElseThrow();
        assertThat(brought.get(Session.IS_LOCAL_SUPERUSER)).isFalse();
        assertThat(brought.get(Session.RBAC_PERMISSIONS)).containsExactly("pool-operator");
    }

    @Test
    void nobodyBringsASessionWithoutHavingOne() {
        have(host, Session.CLASS, Map.of(Session.IS_LOCAL_SUPERUSER, true));

        take(of(host, Session.CLASS), Ref.none());

        assertThat(pool.snapshot().table(Session.CLASS).rows()).isEmpty();
    }

    @Test
    void whatIsThePoolsOwnIsNotTaken() {
        have(host, Subject.CLASS, Map.of());
        Luggage luggage = of(host, Subject.CLASS);

        assertThatThrownBy(() -> take(luggage, Ref.none())).isInstanceOf(CallFailure.OperationNotAllowed.class);
        assertThat(pool.snapshot().table(Subject.CLASS).rows()).isEmpty();
    }

    @Test
    void networksOfTheSameBridgeBecomeOne() {
        Ref<Network> common = have(pool, Network.CLASS, Map.of(Network.BRIDGE, "xenbr0"));
        Ref<Network> same = have(host, Network.CLASS, Map.of(Network.BRIDGE, "xenbr0"));
        Ref<Network> own = have(host, Network.CLASS, Map.of(Network.BRIDGE, "xenbr1"));
        Ref<Pif> nic = have(host, Pif.CLASS, Map.of(Pif.NETWORK, same));
        List<Row<?>> rows = new ArrayList<>(host.snapshot().table(Network.CLASS).rows());
        rows.addAll(host.snapshot().table(Pif.CLASS).rows());

        take(Luggage.of(rows), Ref.none());

        assertThat(pool.snapshot().find(Network.CLASS, same)).isEmpty();
        assertThat(pool.snapshot().find(Network.CLASS, own)).isPresent();
        assertThat(pool.snapshot().find(Pif.CLASS, nic).orElseThrow().get(Pif.NETWORK))
                .isEqualTo(common);
    }
}
