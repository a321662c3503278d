package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class host that take a host in and out of service. */
public interface HostLifecycle {

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Removes a dead, empty host from the pool database.")
    default CompletionStage<Void> destroy(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.destroy");
    }

    @Message(
            since = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "States that an unreachable host is off, so its guests count as halted.")
    default CompletionStage<Void> declareDead(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.declare_dead");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Lets guests start on the host again.",
            marks = "host:enable")
    default CompletionStage<Void> enable(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.enable");
    }

    @Message(
            since = RIO,
            changed = V25_31_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Stops new guests from starting; auto_enable undoes it at the next start.")
    default CompletionStage<Void> disable(
            Call call, Ref<Host> host, @Param(orElse = "true", since = V25_31_0) boolean autoEnable) {
        throw new CallFailure.NotImplemented("host.disable");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Powers off a disabled host.", marks = "host:shutdown")
    default CompletionStage<Void> shutdown(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.shutdown");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Restarts a disabled host.", marks = "host:reboot")
    default CompletionStage<Void> reboot(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.reboot");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Switches the host on remotely through its power-on mode.",
            marks = "host:power_on")
    default CompletionStage<Void> powerOn(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.power_on");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Restarts the toolstack; guests keep running.")
    default CompletionStage<Void> restartAgent(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.restart_agent");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Stops the toolstack on the host contacted; guests keep running.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> shutdownAgent(Call call) {
        throw new CallFailure.NotImplemented("host.shutdown_agent");
    }

    @Message(
            since = COWLEY,
            changed = {STOCKHOLM, V24_19_0},
            role = POOL_OPERATOR,
            doc = "Sets how the host can be switched on remotely.")
    default CompletionStage<Void> setPowerOnMode(
            Call call, Ref<Host> self, String powerOnMode, Map<String, String> powerOnConfig) {
        throw new CallFailure.NotImplemented("host.set_power_on_mode");
    }
}
