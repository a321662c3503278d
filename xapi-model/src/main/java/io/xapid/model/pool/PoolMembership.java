package io.xapid.model.pool;

import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about hosts joining and leaving. */
public interface PoolMembership {

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Makes this host leave its own pool and enter the one at an address.",
            fails = PoolJoinFailure.HostCannotContainSharedSrs.class)
    default CompletionStage<Void> join(Call call, String masterAddress, String masterUsername, String masterPassword) {
        throw new CallFailure.NotImplemented("pool.join");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Enters another pool although some compatibility checks would refuse.")
    default CompletionStage<Void> joinForce(
            Call call, String masterAddress, String masterUsername, String masterPassword) {
        throw new CallFailure.NotImplemented("pool.join_force");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Removes a host from the pool; its local data is wiped and it restarts.",
            marks = "pool:eject")
    default CompletionStage<Void> eject(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("pool.eject");
    }
}
