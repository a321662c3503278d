package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Pif;
import java.util.concurrent.CompletionStage;

/** Messages of class host about a host's own networking. */
public interface HostNetworking {

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "Moves the management interface to another PIF.")
    default CompletionStage<Void> managementReconfigure(Call call, Ref<Pif> pif) {
        throw new CallFailure.NotImplemented("host.management_reconfigure");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Emergency only: uses this interface for management.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> localManagementReconfigure(Call call, @Param("interface") String interfaceName) {
        throw new CallFailure.NotImplemented("host.local_management_reconfigure");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Turns remote management off; only the local console remains.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> managementDisable(Call call) {
        throw new CallFailure.NotImplemented("host.management_disable");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "PIF that carries management traffic.")
    default CompletionStage<Ref<Pif>> getManagementInterface(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_management_interface");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Changes the hostname in the database and the running system.",
            fails = HostFailure.NameInvalid.class,
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setHostnameLive(Call call, Ref<Host> host, String hostname) {
        throw new CallFailure.NotImplemented("host.set_hostname_live");
    }
}
