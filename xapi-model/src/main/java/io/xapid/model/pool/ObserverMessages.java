package io.xapid.model.pool;

import static io.xapid.model.meta.Release.V23_14_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class Observer. */
public interface ObserverMessages {

    @Message(since = V23_14_0, prototype = true, role = POOL_ADMIN, doc = "Chooses the hosts to trace.")
    default CompletionStage<Void> setHosts(Call call, Ref<Observer> self, List<Ref<Host>> value) {
        throw new CallFailure.NotImplemented("Observer.set_hosts");
    }

    @Message(since = V23_14_0, prototype = true, role = POOL_ADMIN, doc = "Starts or stops recording.")
    default CompletionStage<Void> setEnabled(Call call, Ref<Observer> self, boolean value) {
        throw new CallFailure.NotImplemented("Observer.set_enabled");
    }

    @Message(since = V23_14_0, prototype = true, role = POOL_ADMIN, doc = "Sets the keys added to every trace.")
    default CompletionStage<Void> setAttributes(Call call, Ref<Observer> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("Observer.set_attributes");
    }

    @Message(since = V23_14_0, prototype = true, role = POOL_ADMIN, doc = "Chooses where traces go.")
    default CompletionStage<Void> setEndpoints(Call call, Ref<Observer> self, List<String> value) {
        throw new CallFailure.NotImplemented("Observer.set_endpoints");
    }

    @Message(since = V23_14_0, prototype = true, role = POOL_ADMIN, doc = "Chooses the components to trace.")
    default CompletionStage<Void> setComponents(Call call, Ref<Observer> self, List<String> value) {
        throw new CallFailure.NotImplemented("Observer.set_components");
    }
}
