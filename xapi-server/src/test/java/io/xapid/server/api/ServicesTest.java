package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmLifecycle;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private static final MessageDef START = ApiKit.MODEL.message("VM.start").orElseThrow();

    @Test
    void twoServicesMayShareATopicWhenTheyServeDifferentMessages() {
        Services services = Services.bind(ApiKit.MODEL, List.of(new Starts(), new Stops()));

        assertThat(services.methodOf(START)).isPresent();
        assertThat(services.methodOf(message("VM.hard_shutdown"))).isPresent();
        assertThat(services.methodOf(message("VM.pause"))).isEmpty();
    }

    @Test
    void tellsEveryFaultAtOnce() {
        assertThatThrownBy(() -> Services.bind(
                        ApiKit.MODEL,
                        List.of(new Starts(), new StartsToo(), "no service", new Makes(), new MakesToo())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VM.start is served by " + Starts.class.getName())
                .hasMessageContaining("and by " + StartsToo.class.getName())
                .hasMessageContaining("java.lang.String serves no message")
                .hasMessageContaining("makes VBD");
    }

    @Test
    void readsOffTheServiceWhichMessagesMayRunOnTheCallersThread() {
        Services services = Services.bind(ApiKit.MODEL, List.of(new Starts(), new Stops()));

        assertThat(services.methodOf(START).orElseThrow().neverBlocks()).isFalse();
        assertThat(services.methodOf(message("VM.hard_shutdown")).orElseThrow().neverBlocks())
                .isTrue();
    }

    @Test
    void findsTheClassThatASubclassInheritsItsMakingOf() {
        Services services = Services.bind(ApiKit.MODEL, List.of(new Makes() {}));

        assertThat(services.constructorOf(Vbd.CLASS)).isPresent();
    }

    @Test
    void coverageTellsWhatBecomesOfEachMessage() {
        var coverage = new Coverage(ApiKit.MODEL, Services.bind(ApiKit.MODEL, List.of(new Starts(), new Makes())));

        assertThat(coverage.of(START)).isEqualTo(Coverage.Status.SERVED);
        assertThat(coverage.of(message("VM.pause"))).isEqualTo(Coverage.Status.NOT_IMPLEMENTED);
        assertThat(coverage.of(message("VM.get_record"))).isEqualTo(Coverage.Status.IMPLICIT);
        assertThat(coverage.of(message("VM.set_is_a_template"))).isEqualTo(Coverage.Status.NOT_IMPLEMENTED);
        assertThat(coverage.of(message("VM.set_name_label"))).isEqualTo(Coverage.Status.IMPLICIT);
        assertThat(coverage.of(message("VBD.create"))).isEqualTo(Coverage.Status.SERVED);
        assertThat(coverage.of(message("VBD.destroy"))).isEqualTo(Coverage.Status.NOT_IMPLEMENTED);
        assertThat(coverage.of(message("secret.create"))).isEqualTo(Coverage.Status.IMPLICIT);
        assertThat(coverage.of(message("pool.enable_ssl_legacy"))).isEqualTo(Coverage.Status.REMOVED);
        assertThat(coverage.of(message("pool_patch.pool_apply"))).isEqualTo(Coverage.Status.OUTDATED);
        assertThat(coverage.page())
                .contains("| served | 2 |")
                .contains("- **VBD**: `create`")
                .contains("| total | " + ApiKit.MODEL.messages().size() + " | |");
    }

    private static MessageDef message(String name) {
        return ApiKit.MODEL.message(name).orElseThrow();
    }

    /** Serves one message. */
    static class Starts implements VmLifecycle {
        @Override
        public CompletionStage<Void> start(Call call, Ref<Vm> vm, boolean startPaused, boolean force) {
            return Stages.done();
        }
    }

    /** Serves the same. */
    static final class StartsToo extends Starts {}

    /** Serves another. */
    static final class Stops implements VmLifecycle {
        @NeverBlocks
        @Override
        public CompletionStage<Void> hardShutdown(Call call, Ref<Vm> vm) {
            return Stages.done();
        }
    }

    /** Makes objects. */
    static class Makes implements Constructor<Vbd> {
        @Override
        public CompletionStage<Ref<Vbd>> create(Call call, NewObject<Vbd> wanted) {
            return Stages.of(Ref.none());
        }
    }

    /** Makes the same. */
    static final class MakesToo extends Makes {}
}
