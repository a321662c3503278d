package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobContract.Story;
import io.xapid.server.job.JobRecord;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The daemon is killed before every single deed of every job about guests; the next one brings it to an end. */
class SettleTest {
    @TestFactory
    Stream<DynamicTest> bringsEveryOperationToItsEnd() {
        return new VmJobsTest()
                .stories().stream()
                        .flatMap(story -> IntStream.range(0, deedsOf(story))
                                .mapToObj(deed -> DynamicTest.dynamicTest(
                                        story.message() + " killed before deed " + deed, () -> cutShort(story, deed))));
    }

    private static int deedsOf(Story<VmRig> story) {
        try (var rig = new VmRig()) {
            List<Object> parameters = story.prepared().apply(rig);
            int before = rig.cut.deeds();
            rig.api.value(story.message(), withSession(rig, parameters));
            return rig.cut.deeds() - before;
        }
    }

    private static void cutShort(Story<VmRig> story, int deed) throws InterruptedException {
        var killed = new VmRig();
        VmRig next = null;
        try {
            List<Object> parameters = story.prepared().apply(killed);
            killed.cut.after(deed);
            Ref<Task> task = Ref.of(killed.api
                    .value("Async." + story.message(), withSession(killed, parameters))
                    .toString());
            assertThat(killed.cut.awaitDeath(20)).isTrue();
            assertThat(killed.api.store.snapshot().table(JobRecord.CLASS).size())
                    .isOne();

            VmRig settling = killed.afterACrash();
            next = settling;
            settling.await(
                    () -> settling.api.store.snapshot().table(JobRecord.CLASS).size() == 0);

            assertThat(settling.api.row(Task.CLASS, task).get(Task.ERROR_INFO)).isEmpty();
            assertThat(settling.api.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
            story.done().accept(settling);
            new HostTruth(settling).assertInOrder();
            assertNothingIsMarked(settling);
        } finally {
            Objects.requireNonNullElse(next, killed).close();
        }
    }

    private static Object[] withSession(VmRig rig, List<Object> parameters) {
        return Stream.concat(Stream.of(rig.session), parameters.stream()).toArray();
    }

    private static void assertNothingIsMarked(VmRig rig) {
        var state = rig.api.store.snapshot();
        assertThat(state.table(Vm.CLASS).rows()).allSatisfy(vm -> {
            assertThat(vm.get(Vm.CURRENT_OPERATIONS)).isEmpty();
            assertThat(vm.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON).isNull()).isTrue();
        });
        assertThat(state.table(Vbd.CLASS).rows())
                .allSatisfy(vbd -> assertThat(vbd.get(Vbd.CURRENT_OPERATIONS)).isEmpty());
        assertThat(state.table(Vif.CLASS).rows())
                .allSatisfy(vif -> assertThat(vif.get(Vif.CURRENT_OPERATIONS)).isEmpty());
        assertThat(rig.api.row(Host.CLASS, VmRig.HERE).get(Host.CURRENT_OPERATIONS))
                .isEmpty();
    }
}
