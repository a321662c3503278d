package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.OWN_WIRE_FORM;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.OwnForm;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class host that run plugins and extensions. */
public interface HostPlugins {

    @Message(
            since = ORLANDO,
            role = POOL_ADMIN,
            doc = "Runs a function of a plugin script on the host; returns its text.")
    default CompletionStage<String> callPlugin(
            Call call, Ref<Host> host, String plugin, String fn, Map<String, String> args) {
        throw new CallFailure.NotImplemented("host.call_plugin");
    }

    @Message(since = ELY, role = POOL_ADMIN, doc = "True if the API extension is installed.")
    default CompletionStage<Boolean> hasExtension(Call call, Ref<Host> host, String name) {
        throw new CallFailure.NotImplemented("host.has_extension");
    }

    @Message(
            since = ELY,
            role = POOL_ADMIN,
            doc = "Runs an API extension on the host.",
            traits = {SYNCHRONOUS, OWN_WIRE_FORM})
    default CompletionStage<OwnForm<String>> callExtension(Call call, Ref<Host> host, @Param("call") String theCall) {
        throw new CallFailure.NotImplemented("host.call_extension");
    }
}
