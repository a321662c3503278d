package io.xapid.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.xapid.model.AllClasses;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ModelFaultsTest {

    /** Faults in fields. */
    @XenClass(name = "Broken", since = Release.RIO, doc = "No full stop", messages = Mistakes.class)
    static final class Broken {
        private static final FieldFactory<Broken> define = new FieldFactory<>("Broken", Release.MIAMI);

        static final Field<Broken, String> TWICE = define.readWrite("twice", XenType.STRING, "Doc.");
        static final Field<Broken, String> AGAIN = define.readWrite("twice", XenType.STRING, "Doc.");
        static final Field<Broken, String> SPACED = define.readWrite("my name", XenType.STRING, "Doc.");
        static final Field<Broken, Ref<Lamp>> NOWHERE = define.readWrite("nowhere", XenType.ref("Candle"), "Doc.");
        static final Field<Broken, Long> TEXT =
                define.readWrite("text", XenType.INT, "Doc.", FieldOption.defaultsTo("one"));
        static final Field<Broken, String> KEYS =
                define.readWrite("keys", XenType.STRING, "Doc.", FieldOption.key("k", Role.VM_ADMIN));
        static final Field<Broken, List<Ref<Lamp>>> NO_PEER = define.derived("no_peer", "Lamp", "candle", "Doc.");
        static final Field<Broken, List<Ref<Lamp>>> WRONG_PEER =
                define.derived("wrong_peer", "Lamp", "lights_with", "Doc.");
        static final Field<Broken, Dull> DULL = define.readWrite("dull", XenType.enumOf(Dull.class), "Doc.");

        static final ClassDef<Broken> CLASS = define.complete(Broken.class);

        private Broken() {}
    }

    /** Says the same word twice. */
    @XenEnum(name = "dull", doc = "Doc.")
    enum Dull implements WireEnum {
        ONE,
        OTHER;

        @Override
        public String wireName() {
            return "same";
        }

        @Override
        public String doc() {
            return "Doc.";
        }
    }

    /** Faults in messages. */
    interface Mistakes {
        CompletionStage<Void> unmarked(Call call);

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        CompletionStage<Void> bare(Call call);

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<Void> callless(String name) {
            throw new CallFailure.NotImplemented(name);
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default void immediate(Call call) {
            throw new CallFailure.NotImplemented("immediate");
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<Thread> threaded(Call call) {
            throw new CallFailure.NotImplemented("threaded");
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<OwnForm<String>> unannounced(Call call) {
            throw new CallFailure.NotImplemented("unannounced");
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<Ref<String>> stranger(Call call) {
            throw new CallFailure.NotImplemented("stranger");
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<Void> wrongDefault(Call call, @Param(orElse = "x") long count) {
            throw new CallFailure.NotImplemented("wrong_default");
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<Void> backwards(Call call, @Param(orElse = "1") long count, String name) {
            throw new CallFailure.NotImplemented("backwards");
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<Void> twins(Call call, String name, @Param("name") String other) {
            throw new CallFailure.NotImplemented("twins");
        }

        @Message(since = Release.RIO, role = Role.READ_ONLY, doc = "Doc.")
        default CompletionStage<Void> getRecord(Call call) {
            throw new CallFailure.NotImplemented("get_record");
        }
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThatThrownBy(() -> XenModel.of(List.of(Lamp.CLASS, Broken.CLASS, Lamp.CLASS)))
                .asInstanceOf(type(ModelException.class))
                .extracting(ModelException::faults, list(String.class))
                .containsExactlyInAnyOrder(
                        "class Lamp is defined twice",
                        "Broken is not explained in one line that ends with a full stop",
                        "Broken is of another release by its @XenClass than by its FieldFactory",
                        "Broken has rows and no uuid",
                        "Broken.twice is defined twice",
                        "Broken.my name has a name that no client can use: \"my name\"",
                        "Broken.nowhere names class Candle, which does not exist",
                        "Broken.text has a default that is no int",
                        "Broken.keys has roles for keys and is no map",
                        "Broken.no_peer mirrors Lamp.candle, which does not exist",
                        "Broken.wrong_peer mirrors Lamp.lights_with, which is no reference to a Broken",
                        "enum dull has an empty value, or one twice: \"same\"",
                        "Mistakes.unmarked lacks @Message",
                        "Mistakes.bare: is not a default method that throws NotImplemented",
                        "Mistakes.callless: does not take a Call first",
                        "Mistakes.immediate: does not return a CompletionStage",
                        "Mistakes.threaded: java.lang.Thread stands for no type of the API",
                        "Mistakes.unannounced: OWN_WIRE_FORM and a result of type OwnForm go together",
                        "Mistakes.stranger: java.lang.String defines no class of the model",
                        "Mistakes.wrongDefault: \"x\" is no int",
                        "Broken.backwards requires name after an optional parameter",
                        "Broken.twins has two parameters called name",
                        "message Broken.get_record is defined twice",
                        "message Broken.get_twice is defined twice",
                        "message Broken.set_twice is defined twice");
    }

    @Test
    void theMessageOfTheExceptionListsThemAll() {
        assertThat(new ModelException(List.of("one", "two"))).hasMessage("2 faults in the model:\n  one\n  two");
    }

    @Test
    void theModelHasNoFaults() {
        XenModel model = AllClasses.model();

        assertThat(model.classes()).hasSize(73);
        assertThat(model.classNamed("VM_guest_metrics")).isPresent();
        assertThat(model.classNamed("vm")).isEmpty();
        assertThat(model.message("VM.start")).isPresent();
        assertThat(model.message("Async.VM.start")).isEmpty();
    }
}
