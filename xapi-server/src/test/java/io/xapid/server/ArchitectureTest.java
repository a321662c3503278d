package io.xapid.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** The house's rooms, and which way the light falls: see docs/explanation/architecture.md. */
@AnalyzeClasses(
        packages = "io.xapid",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestKits.class})
class ArchitectureTest {
    /** Leaves out the jars with the modules' test kits, which are on the path once the modules are packaged. */
    static final class NoTestKits implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final List<String> CATCH_ALL_NAMES =
            List.of("Helper", "Helpers", "Util", "Utils", "Utility", "Impl", "Globals", "Manager", "Misc", "Common");

    @ArchTest
    static final ArchRule arrowsPointDownAndSiblingsNeverMeet = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("server")
            .definedBy("io.xapid.server..")
            .layer("hypervisor")
            .definedBy("io.xapid.hypervisor..")
            .layer("storage")
            .definedBy("io.xapid.storage..")
            .layer("network")
            .definedBy("io.xapid.network..")
            .layer("ha")
            .definedBy("io.xapid.ha..")
            .layer("model")
            .definedBy("io.xapid.model..")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("hypervisor")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("ha")
            .mayOnlyBeAccessedByLayers("server");

    @ArchTest
    static final ArchRule adaptersSpeakTheirOwnVocabulary = noClasses()
            .that()
            .resideInAnyPackage("io.xapid.hypervisor..", "io.xapid.storage..", "io.xapid.network..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.xapid.model..");

    @ArchTest
    static final ArchRule theModelTouchesNeitherFilesNorSockets = noClasses()
            .that()
            .resideInAPackage("io.xapid.model..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.net..", "java.nio.channels.."));

    @ArchTest
    static final ArchRule theMetaModelKnowsNoClassOfTheApi = noClasses()
            .that()
            .resideInAnyPackage("io.xapid.model.meta..", "io.xapid.model.store..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.xapid.model.access..",
                    "io.xapid.model.event..",
                    "io.xapid.model.host..",
                    "io.xapid.model.network..",
                    "io.xapid.model.pool..",
                    "io.xapid.model.storage..",
                    "io.xapid.model.vm.."));

    @ArchTest
    static final ArchRule packagesOfTheServerFormNoCycle =
            slices().matching("io.xapid.server.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheBridgesFormNoCycle =
            slices().matching("io.xapid.hypervisor.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfStorageFormNoCycle =
            slices().matching("io.xapid.storage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfNetworkFormNoCycle =
            slices().matching("io.xapid.network.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfHaFormNoCycle =
            slices().matching("io.xapid.ha.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes().should(notEndWithACatchAll());

    @ArchTest
    static final ArchRule nothingIsSerializedTheJavaWay = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream");

    @ArchTest
    static final ArchRule apacheXmlRpcIsContained = noClasses()
            .that()
            .resideOutsideOfPackage("io.xapid.server.wire.codec")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.xmlrpc..", "org.apache.ws.."));

    @ArchTest
    static final ArchRule theHttpServerIsKnownAtTheFrontDoorOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.xapid.server.wire")
            .should()
            .dependOnClassesThat(resideInAPackage("org.eclipse.jetty.."));

    @ArchTest
    static final ArchRule oneLoggingApi = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("java.util.logging..").or(resideInAPackage("java.lang.System$Logger")));

    @ArchTest
    static final ArchRule onlyMainSpeaksToTheTerminal = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.xapid.server.Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .should(new ArchCondition<JavaField>("be final") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL)
                            || field.getModifiers().contains(JavaModifier.SYNTHETIC);
                    if (!isFinal) {
                        events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is not final"));
                    }
                }
            });

    private static ArchCondition<JavaClass> notEndWithACatchAll() {
        return new ArchCondition<>("not be named after nothing in particular") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (String name : CATCH_ALL_NAMES) {
                    if (type.getSimpleName().endsWith(name)) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " says nothing"));
                    }
                }
            }
        };
    }
}
