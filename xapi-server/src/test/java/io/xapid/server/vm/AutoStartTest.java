package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VMs that come up with their host. */
class AutoStartTest {
    private static final Map<String, String> ON = Map.of("auto_poweron", "true");

    @TempDir
    private Path folder;

    private VmRig rig;
    private Ref<Vm> vm;

    @BeforeEach
    void makeAGuestThatComesUpWithItsHost() {
        rig = new VmRig();
        vm = rig.guest("guest");
        mark(vm);
        rig.api.set(Pool.CLASS, ApiKit.POOL, Pool.OTHER_CONFIG, ON);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void mark(Ref<Vm> guest) {
        var config = new HashMap<>(rig.api.row(Vm.CLASS, guest).get(Vm.OTHER_CONFIG));
        config.putAll(ON);
        rig.api.set(Vm.CLASS, guest, Vm.OTHER_CONFIG, config);
    }

    private void boots(String boot) {
        rig.room
                .autoStart(rig.jobs)
                .afterBoot(boot, folder.resolve("last-boot"))
                .join();
        rig.awaitQuiet(vm);
    }

    private PowerState power(Ref<Vm> guest) {
        return rig.api.row(Vm.CLASS, guest).get(Vm.POWER_STATE);
    }

    @Test
    void areStartedOnceForEachBoot() {
        Ref<Vm> other = rig.guest("another");

        boots("one");
        assertThat(power(vm)).isEqualTo(PowerState.RUNNING);
        assertThat(power(other)).isEqualTo(PowerState.HALTED);
        assertThat(folder.resolve("last-boot")).hasContent("one");

        rig.api.value("VM.hard_shutdown", rig.session, vm.value());
        boots("one");
        assertThat(power(vm)).isEqualTo(PowerState.HALTED);

        boots("two");
        assertThat(power(vm)).isEqualTo(PowerState.RUNNING);
        boots("three");
        assertThat(power(vm)).isEqualTo(PowerState.RUNNING);
        assertThat(folder.resolve("last-boot.new")).doesNotExist();
    }

    @Test
    void stayOffUnlessThePoolWantsItToo() {
        rig.api.set(Pool.CLASS, ApiKit.POOL, Pool.OTHER_CONFIG, Map.of());

        boots("one");

        assertThat(power(vm)).isEqualTo(PowerState.HALTED);
    }

    @Test
    void oneThatCannotStartKeepsNoOtherFromIt() {
        Ref<Vm> empty = rig.guest("without a kernel");
        mark(empty);
        rig.api.set(Vm.CLASS, empty, Vm.DOMAIN_TYPE, DomainType.PV);

        boots("one");
        rig.awaitQuiet(empty);

        assertThat(power(empty)).isEqualTo(PowerState.HALTED);
        assertThat(power(vm)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void aHostThatWentDownWithThemBringsThemUpAgain() {
        rig.start(vm);
        rig = rig.crashed(() -> rig.hypervisor.list().forEach(rig.hypervisor::destroy));
        var reconciler = rig.room.reconciler(rig.jobs, rig.api.clock);
        reconciler.adopt();

        boots("two");

        assertThat(power(vm)).isEqualTo(PowerState.RUNNING);
        reconciler.close();
    }
}
