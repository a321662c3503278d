package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmCopies;
import io.xapid.model.vm.VmLifecycle;
import io.xapid.server.api.WireCall.Caller;
import io.xapid.server.api.WireCall.WireNil;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
    private final Guests guests = new Guests();
    private final ApiKit kit = new ApiKit().serving(guests);
    private final String session = kit.root();
    private final Ref<Vm> vm = kit.have(Vm.CLASS, Map.of(Vm.NAME_LABEL, "web", Vm.POWER_STATE, PowerState.HALTED));

    @AfterEach
    void close() {
        guests.release.countDown();
        kit.close();
    }

    @Test
    void findsAMessageByEitherSpelling() {
        assertThat(kit.value("VM.get_name_label", session, vm.value())).isEqualTo("web");
        assertThat(kit.value("VM_get_name_label", session, vm.value())).isEqualTo("web");
        assertThat(kit.value("VM.start", session, vm.value(), false, true)).isEqualTo("");
        assertThat(guests.told).isEqualTo("start " + vm + " false true by root at 192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VM.fly", "vm.start", "VM", "", "Async.VM.fly", "VM.start ", "system.methodHelp"})
    void saysThatItKnowsNoSuchMessage(String method) {
        assertThat(kit.failure(method)).containsExactly("MESSAGE_METHOD_UNKNOWN", method);
        assertThat(kit.failure(method, session)).containsExactly("MESSAGE_METHOD_UNKNOWN", method);
    }

    @Test
    void checksTheSessionOfUnknownMessagesAsOfExtensions() {
        assertThat(kit.failure("VM.fly", "OpaqueRef:nobody")).containsExactly("SESSION_INVALID", "OpaqueRef:nobody");
    }

    @Test
    void countsParametersWithoutTheSession() {
        assertThat(kit.failure("VM.start", session, vm.value()))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.start", "3", "1");
        assertThat(kit.failure("VM.start", session, vm.value(), false, false, "more"))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.start", "3", "4");
        assertThat(kit.failure("VM_start", session))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.start", "3", "0");
        assertThat(kit.failure("VM.get_all"))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.get_all", "0", "-1");
        assertThat(kit.failure("Async.VM.start", session))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.start", "3", "0");
    }

    @Test
    void fillsInDefaultsAndPassesOverSurplusWhereThereAreDefaults() {
        assertThat(kit.failure("session.login_with_password", "root"))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "session.login_with_password", "2", "1");
        ApiKit.get(kit.passwords.set("root", "secret"));

        for (Object[] parameters : new Object[][] {
            {"root", "secret"},
            {"root", "secret", "2.0"},
            {"root", "secret", "2.0", "me"},
            {"root", "secret", "2.0", "me", "surplus", 7L}
        }) {
            assertThat(kit.value("session.login_with_password", parameters)).isInstanceOf(Ref.class);
        }
    }

    @Test
    void checksNumberThenFormThenSessionThenRole() {
        String nobody = "OpaqueRef:nobody";
        String reader = kit.user("eve", Role.READ_ONLY);

        assertThat(kit.failure("VM.start", nobody, vm.value())).first().isEqualTo("MESSAGE_PARAMETER_COUNT_MISMATCH");
        assertThat(kit.failure("VM.start", nobody, vm.value(), "no", false))
                .first()
                .isEqualTo("FIELD_TYPE_ERROR");
        assertThat(kit.failure("VM.start", nobody, vm.value(), false, false))
                .first()
                .isEqualTo("SESSION_INVALID");
        assertThat(kit.failure("VM.start", reader, "OpaqueRef:gone", false, false))
                .first()
                .isEqualTo("RBAC_PERMISSION_DENIED");
        assertThat(kit.failure("VM.start", session, "OpaqueRef:gone", false, false))
                .containsExactly("HANDLE_INVALID", "VM", "OpaqueRef:gone");
    }

    @Test
    void namesTheParameterOfTheWrongType() {
        assertThat(kit.failure("VM.start", session, vm.value(), "false", false))
                .containsExactly("FIELD_TYPE_ERROR", "start_paused");
        assertThat(kit.failure("VM.start", session, 7L, false, false)).containsExactly("FIELD_TYPE_ERROR", "vm");
        assertThat(kit.failure("VM.start", session, WireNil.NIL, false, false))
                .containsExactly("FIELD_TYPE_ERROR", "vm");
        assertThat(kit.failure("VM.get_all", 7L)).containsExactly("FIELD_TYPE_ERROR", "session_id");
        assertThat(kit.failure("event.from", session, List.of("*"), "", "soon"))
                .containsExactly("INVALID_VALUE", "timeout", "soon");
    }

    @Test
    void saysWhatIsNotServed() {
        assertThat(kit.failure("VM.suspend", session, vm.value())).containsExactly("NOT_IMPLEMENTED", "VM.suspend");
        assertThat(kit.failure("VBD.create", session, Map.of())).first().isIn("NOT_IMPLEMENTED", "INVALID_VALUE");
    }

    @Test
    void saysWhatIsRemovedAndWhatIsOutdated() {
        assertThat(kit.failure("pool.enable_ssl_legacy", session, ApiKit.POOL.value()))
                .containsExactly("MESSAGE_REMOVED");
        assertThat(kit.failure("host.license_apply", session, ApiKit.HERE.value(), "x"))
                .containsExactly("MESSAGE_REMOVED");
        assertThat(kit.failure("pool_patch.pool_apply", session, "OpaqueRef:x")).containsExactly("MESSAGE_DEPRECATED");
    }

    @Test
    void answersForRemovedClassesThatTheyHaveNoObjects() {
        assertThat(kit.value("VBD_metrics.get_all_records", session)).isEqualTo(Map.of());
        assertThat(kit.value("VIF_metrics.get_all", session)).isEqualTo(List.of());
    }

    @Test
    void everyGetAllRecordsThatIsListedAnswers() {
        var listed = (Reply.Bare) kit.call("system.listMethods");
        List<String> names = ApiKit.list(listed.value() == null ? List.of() : listed.value()).stream()
                .map(String::valueOf)
                .toList();

        assertThat(names)
                .contains("VM.start", "VM.get_record", "session.login_with_password", "message.get_all_records");
        assertThat(names).noneMatch(name -> name.startsWith("Async."));
        names.stream()
                .filter(name -> name.endsWith(".get_all_records"))
                .forEach(name -> assertThat(kit.call(name, session)).as(name).isInstanceOf(Reply.Success.class));
    }

    @Test
    void isAliveEchoes() {
        assertThat(kit.value("system.isAlive", "hello")).isEqualTo("hello");
        assertThat(kit.value("system.isAlive:42", 7L)).isEqualTo(7L);
        assertThat(kit.failure("system.isAlive"))
                .containsExactly("MESSAGE_PARAMETER_COUNT_MISMATCH", "system.isAlive", "1", "0");
    }

    @Test
    void refusesAnAsynchronousFormThatDoesNotExist() {
        assertThat(kit.failure("Async.VM.get_record", session, vm.value()))
                .containsExactly("Fault", "No async mode for this operation (rpc: VM.get_record)");
        assertThat(kit.failure("Async.session.logout", session))
                .containsExactly("Fault", "No async mode for this operation (rpc: session.logout)");
    }

    @Test
    void hidesWhatWentWrongInsideAndSaysWhereItIsLogged() {
        guests.breaks = true;

        assertThat(kit.failure("VM.start", session, vm.value(), false, false))
                .hasSize(2)
                .startsWith("INTERNAL_ERROR")
                .last()
                .asString()
                .doesNotContain("secret detail")
                .doesNotContain("Exception");
        assertThat(kit.value("VM.get_name_label", session, vm.value())).isEqualTo("web");
    }

    @Test
    void hidesWhatWentWrongLaterToo() {
        guests.breaksLater = true;

        assertThat(kit.failure("VM.start", session, vm.value(), false, false)).startsWith("INTERNAL_ERROR");
    }

    @Test
    void saysThatAChangeWasNotKeptAndGoesOnReading() {
        kit.log.refuse();

        assertThat(kit.failure("pool.set_name_label", session, ApiKit.POOL.value(), "x"))
                .hasSize(2)
                .startsWith("INTERNAL_ERROR")
                .last()
                .asString()
                .contains("nothing has changed");
        assertThat(kit.value("pool.get_name_label", session, ApiKit.POOL.value()))
                .isEqualTo("the pool");
    }

    @Test
    void saysThatItIsTooBusyWhenWorkersRefuse() {
        var refusing = new Dispatcher(
                ApiKit.MODEL,
                Services.bind(ApiKit.MODEL, List.of(guests)),
                kit.store,
                kit.sessions,
                kit.permissions,
                kit.roles,
                DerivedValues.none(),
                kit.tasks,
                work -> {
                    throw new RejectedExecutionException("full");
                });
        var call =
                new WireCall("VM.start", List.of(session, vm.value(), false, false), new Caller("", false, Map.of()));

        assertThat(ApiKit.get(refusing.answer(call))).isEqualTo(new Reply.Failed(List.of("TOO_BUSY")));
    }

    @Test
    void runsServicesOnWorkersAndAnswersWhenTheyAreDone() throws Exception {
        guests.waits = true;

        CompletableFuture<Reply> pending = kit.start("VM.start", session, vm.value(), false, false);

        assertThat(guests.entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pending).isNotDone();
        assertThat(kit.value("VM.get_name_label", session, vm.value())).isEqualTo("web");
        guests.release.countDown();
        assertThat(ApiKit.get(pending)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void answersWithTheTypedResult() {
        Reply reply = kit.call("VM.clone", session, vm.value(), "copy");

        assertThat(reply).isInstanceOfSatisfying(Reply.Success.class, success -> {
            assertThat(success.type().describe()).isEqualTo("VM ref");
            assertThat(success.value()).isEqualTo(new Ref<>("OpaqueRef:copy"));
        });
    }

    /** Plays the services of class VM. */
    static final class Guests implements VmLifecycle, VmCopies {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        volatile String told = "";
        volatile boolean breaks;
        volatile boolean breaksLater;
        volatile boolean waits;

        @Override
        public CompletionStage<Void> start(Call call, Ref<Vm> vm, boolean startPaused, boolean force) {
            if (breaks) {
                throw new IllegalStateException("secret detail");
            }
            if (breaksLater) {
                return CompletableFuture.failedFuture(new IllegalStateException("secret detail"));
            }
            if (waits) {
                entered.countDown();
                return CompletableFuture.supplyAsync(() -> {
                    try {
                        release.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return null;
                });
            }
            told = "start %s %s %s by %s at %s"
                    .formatted(vm, startPaused, force, call.userName(), call.clientAddress());
            return Stages.done();
        }

        @Override
        public CompletionStage<Ref<Vm>> clone(Call call, Ref<Vm> vm, String newName) {
            return CompletableFuture.completedFuture(new Ref<>("OpaqueRef:" + newName));
        }
    }
}
