package io.xapid.server.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.AllClasses;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Bond;
import io.xapid.model.network.Tunnel;
import io.xapid.model.network.Vlan;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sm;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All that is in the way of a join is said, and at once. */
class JoinChecksTest {
    private static final Map<String, String> VERSIONS =
            Map.of("platform_name", "XCP", "xapid", "1.0", "network_backend", "bridge", "db_schema", "5.909");

    private final Machine own = new Machine("10.0.0.1");
    private final Machine other = new Machine("10.0.0.2");

    /** A host alone in its pool. */
    private static final class Machine {
        final Store store = new Store(new Schema(AllClasses.definitions()), new MemoryLog(), Clock.systemUTC());
        final Ref<Host> host;
        final Ref<Pool> pool;

        Machine(String address) {
            Ref<HostMetrics> metrics = have(HostMetrics.CLASS, Map.of(HostMetrics.LIVE, true));
            host = have(
                    Host.CLASS,
                    Map.of(
                            Host.ADDRESS,
                            address,
                            Host.METRICS,
                            metrics,
                            Host.SOFTWARE_VERSION,
                            VERSIONS,
                            Host.API_VERSION_MAJOR,
                            2L,
                            Host.API_VERSION_MINOR,
                            23L,
                            Host.CPU_INFO,
                            Map.of("vendor", "AuthenticAMD")));
            pool = have(Pool.CLASS, Map.of(Pool.MASTER, host));
            have(Sm.CLASS, Map.of(Sm.TYPE, "file", Sm.FEATURES, Map.of("VDI_CREATE", 1L)));
        }

        <C> Ref<C> have(ClassDef<C> definition, Map<Field<C, ?>, Object> values) {
            return store.transact(transaction -> transaction.insert(definition, values))
                    .join();
        }

        <C, T> void set(ClassDef<C> definition, Ref<C> ref, Field<C, T> field, T value) {
            store.transact(transaction -> {
                        transaction.set(definition, ref, field, value);
                        return true;
                    })
                    .join();
        }

        void setVersion(String name, String value) {
            var versions = new HashMap<>(VERSIONS);
            versions.put(name, value);
            set(Host.CLASS, host, Host.SOFTWARE_VERSION, versions);
        }

        Snapshot state() {
            return store.snapshot();
        }
    }

    private List<String> codes(boolean isForced) {
        return JoinChecks.faults(own.state(), own.host, Facts.of(other.state()), isForced).stream()
                .map(Failure::code)
                .toList();
    }

    private List<String> codes() {
        return codes(false);
    }

    @Test
    void nothingIsInTheWayOfHostsThatAreAlike() {
        assertThat(codes()).isEmpty();
    }

    @Test
    void guestsAreInTheWayWhileTheyRunOrAreWorkedOn() {
        own.have(Vm.CLASS, Map.of(Vm.POWER_STATE, PowerState.RUNNING, Vm.IS_CONTROL_DOMAIN, true));
        own.have(Vm.CLASS, Map.of(Vm.POWER_STATE, PowerState.SUSPENDED));
        assertThat(codes()).isEmpty();
        own.have(Vm.CLASS, Map.of(Vm.POWER_STATE, PowerState.PAUSED));
        own.have(Vm.CLASS, Map.of(Vm.CURRENT_OPERATIONS, Map.of("t", VmOperation.CLONE)));
        assertThat(codes())
                .containsExactly(
                        "JOINING_HOST_CANNOT_HAVE_RUNNING_VMS", "JOINING_HOST_CANNOT_HAVE_VMS_WITH_CURRENT_OPERATIONS");
    }

    @Test
    void networksThatThePoolWouldNotUnderstandAreInTheWay() {
        own.have(Bond.CLASS, Map.of());
        own.have(Tunnel.CLASS, Map.of());
        own.have(Vlan.CLASS, Map.of());
        assertThat(codes())
                .containsExactly(
                        "POOL_JOINING_HOST_HAS_BONDS",
                        "POOL_JOINING_HOST_HAS_TUNNELS",
                        "POOL_JOINING_HOST_HAS_NON_MANAGEMENT_VLANS");
    }

    @Test
    void otherSortsOfHostsAreInTheWayUnlessForced() {
        own.setVersion("xapid", "2.0");
        own.set(Host.CLASS, own.host, Host.CPU_INFO, Map.of("vendor", "GenuineIntel"));
        assertThat(codes()).containsExactly("HOSTS_NOT_HOMOGENEOUS", "HOSTS_NOT_HOMOGENEOUS");
        assertThat(codes(true)).isEmpty();
        own.setVersion("platform_name", "another");
        assertThat(codes(true)).containsExactly("HOSTS_NOT_COMPATIBLE");
    }

    @Test
    void sharedStorageAndLesserDriversAreInTheWay() {
        own.have(Sr.CLASS, Map.of(Sr.SHARED, true, Sr.IS_TOOLS_SR, true));
        assertThat(codes()).isEmpty();
        own.have(Sr.CLASS, Map.of(Sr.SHARED, true));
        other.have(Sm.CLASS, Map.of(Sm.TYPE, "nfs"));
        assertThat(codes())
                .containsExactly("JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS", "POOL_JOINING_SM_FEATURES_INCOMPATIBLE");
    }

    @Test
    void whatThePoolIsAtIsInTheWay() {
        other.set(Pool.CLASS, other.pool, Pool.HA_ENABLED, true);
        other.set(Pool.CLASS, other.pool, Pool.OTHER_CONFIG, Map.of("rolling_upgrade_in_progress", "true"));
        other.set(Pool.CLASS, other.pool, Pool.TLS_VERIFICATION_ENABLED, true);
        assertThat(codes())
                .containsExactly(
                        "HA_IS_ENABLED", "POOL_JOINING_HOST_TLS_VERIFICATION_MISMATCH", "NOT_SUPPORTED_DURING_UPGRADE");
    }

    @Test
    void aHostOfAPoolOrWithAnAddressOfItsIsInTheWay() {
        own.set(Host.CLASS, own.host, Host.ADDRESS, "10.0.0.2");
        own.have(Host.CLASS, Map.of());
        assertThat(codes()).containsExactly("JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS", "OPERATION_NOT_ALLOWED");
        assertThat(JoinChecks.faults(own.state(), own.host, Facts.of(own.state()), false))
                .extracting(Failure::code)
                .startsWith("OPERATION_NOT_ALLOWED");
    }

    @Test
    void oneFailureTellsAll() {
        own.have(Bond.CLASS, Map.of());
        own.setVersion("xapid", "2.0");
        own.setVersion("network_backend", "openvswitch");
        List<Failure> faults = JoinChecks.faults(own.state(), own.host, Facts.of(other.state()), false);

        assertThat(JoinChecks.allInOne(faults).description())
                .containsExactly("POOL_JOINING_HOST_HAS_BONDS", "OPERATION_NOT_ALLOWED,Network backends differ");
        assertThat(JoinChecks.allInOne(faults.subList(0, 1)).description())
                .containsExactly("POOL_JOINING_HOST_HAS_BONDS");
    }
}
