package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.PoolMembership;
import java.util.concurrent.CompletionStage;

/** Answers what class pool says of hosts that come and go. */
final class MembershipService implements PoolMembership {
    private final Joining joining;
    private final Leaving leaving;

    MembershipService(Joining joining, Leaving leaving) {
        this.joining = joining;
        this.leaving = leaving;
    }

    @Override
    public CompletionStage<Void> eject(Call call, Ref<Host> host) {
        try {
            leaving.eject(host);
            return Members.done();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CallFailure.OperationNotAllowed("The daemon stops.");
        }
    }

    @Override
    public CompletionStage<Void> join(Call call, String masterAddress, String masterUsername, String masterPassword) {
        return join(call, masterAddress, masterUsername, masterPassword, false);
    }

    @Override
    public CompletionStage<Void> joinForce(
            Call call, String masterAddress, String masterUsername, String masterPassword) {
        return join(call, masterAddress, masterUsername, masterPassword, true);
    }

    private CompletionStage<Void> join(Call call, String address, String user, String password, boolean isForced) {
        joining.join(call, address, user, password, isForced);
        return Members.done();
    }
}
