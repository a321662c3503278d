package io.xapid.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.server.api.ApiKit;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.PlanContract;
import io.xapid.server.storage.DuplicateVdi.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Plans that can be taken back are, from wherever they fail. */
class StoragePlansTest {
    abstract static class OnAFreshMedium extends PlanContract {
        private final List<StorageKit> kits = new ArrayList<>();

        @AfterEach
        void close() {
            kits.forEach(StorageKit::close);
        }

        StorageKit fresh() {
            kits.add(new StorageKit());
            return kit();
        }

        StorageKit kit() {
            return kits.get(kits.size() - 1);
        }

        Plan plan(JobKind kind, Ref<?> subject, Map<String, String> arguments) {
            var order = new JobOrder(
                    new Ref<>("OpaqueRef:job"), subject, ApiKit.HERE, new Ref<>("OpaqueRef:task"), arguments);
            return kind.begin(order, kit().api.store.snapshot()).plan();
        }
    }

    abstract static class OnADisk extends OnAFreshMedium {
        private Ref<Sr> sr = Ref.none();
        private Ref<Vdi> disk = Ref.none();

        abstract Plan plan(Map<String, String> arguments);

        @Override
        protected Plan freshPlan() {
            sr = fresh().haveSr();
            disk = kit().haveDisk(sr);
            var arguments = new HashMap<String, String>();
            arguments.put("operation", "test");
            arguments.put("sr", sr.value());
            arguments.put("uuid", UUID.randomUUID().toString());
            arguments.put("virtual_size", "4096");
            arguments.put(DuplicateVdi.SOURCE, disk.value());
            arguments.put("from", kit().disk0(disk).get(Vdi.UUID));
            arguments.put("from_sr", sr.value());
            return plan(arguments);
        }

        @Override
        protected void assertNothingIsLeft() {
            assertThat(kit().volumes(sr)).hasSize(1);
            kit().api.value("VDI.destroy", kit().root, disk.value()); // nobody holds it
        }

        @Override
        protected void assertDone() {
            assertThat(kit().volumes(sr)).hasSize(2);
        }
    }

    @Nested
    class Create extends OnADisk {
        @Override
        Plan plan(Map<String, String> arguments) {
            return plan(new CreateVdi(kit().room.repositories()), new Ref<Vdi>("OpaqueRef:new"), arguments);
        }
    }

    @Nested
    class Clone extends OnADisk {
        @Override
        Plan plan(Map<String, String> arguments) {
            return plan(kit().room.duplicating(Way.CLONE), new Ref<Vdi>("OpaqueRef:new"), arguments);
        }
    }

    @Nested
    class Snapshot extends OnADisk {
        @Override
        Plan plan(Map<String, String> arguments) {
            return plan(kit().room.duplicating(Way.SNAPSHOT), new Ref<Vdi>("OpaqueRef:new"), arguments);
        }
    }

    @Nested
    class Copy extends OnADisk {
        @Override
        Plan plan(Map<String, String> arguments) {
            return plan(kit().room.duplicating(Way.COPY), new Ref<Vdi>("OpaqueRef:new"), arguments);
        }
    }

    @Nested
    class MakeRepository extends OnAFreshMedium {
        private final Ref<Sr> sr = new Ref<>("OpaqueRef:sr");

        @Override
        protected Plan freshPlan() {
            fresh();
            return plan(
                    new MakeSr(kit().room.drivers(), kit().room.repositories()),
                    sr,
                    Map.of(
                            "operation",
                            "create",
                            "type",
                            "dummy",
                            "uuid",
                            UUID.randomUUID().toString()));
        }

        @Override
        protected void assertNothingIsLeft() {
            assertThat(kit().room.repositories().attached()).isEmpty();
            List<String> verbs = kit().faults.verbs();
            if (verbs.contains("create")) {
                assertThat(verbs).endsWith("destroy");
            }
        }

        @Override
        protected void assertDone() {
            assertThat(kit().room.repositories().attached()).containsExactly(sr);
        }
    }

    @Nested
    class Plug extends OnAFreshMedium {
        private Ref<Sr> sr = Ref.none();

        @Override
        protected Plan freshPlan() {
            sr = fresh().haveSr();
            kit().api.value("PBD.unplug", kit().root, kit().pbdOf(sr).value());
            return plan(
                    new PlugPbd(kit().room.repositories()),
                    kit().pbdOf(sr),
                    Map.of("operation", "plug", "sr", sr.value()));
        }

        @Override
        protected void assertNothingIsLeft() {
            assertThat(kit().room.repositories().attached()).isEmpty();
        }

        @Override
        protected void assertDone() {
            assertThat(kit().room.repositories().attached()).containsExactly(sr);
        }
    }
}
