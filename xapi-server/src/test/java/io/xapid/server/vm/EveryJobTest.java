package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.xapid.server.job.JobKind;
import io.xapid.server.storage.StorageJobsTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No job is added without being made to go wrong at every step. */
class EveryJobTest {
    @Test
    void isTriedAtEveryStep() {
        try (var rig = new VmRig()) {
            assertThat(Stream.concat(VmJobsTest.kindsTried().stream(), StorageJobsTest.kindsTried().stream()))
                    .containsExactlyInAnyOrderElementsOf(
                            rig.kinds.stream().map(JobKind::name).toList());
        }
    }

    @Test
    void isServedByTheTestsHost() {
        var production = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.xapid.server");
        try (var rig = new VmRig()) {
            assertThat(rig.kinds.stream().map(kind -> kind.getClass().getName()).distinct())
                    .containsExactlyInAnyOrderElementsOf(production.stream()
                            .filter(type -> type.isAssignableTo(JobKind.class) && !type.isInterface())
                            .map(JavaClass::getName)
                            .toList());
        }
    }
}
