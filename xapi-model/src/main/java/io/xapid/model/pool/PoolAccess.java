package io.xapid.model.pool;

import static io.xapid.model.meta.Release.V25_13_0;
import static io.xapid.model.meta.Release.V25_21_0;
import static io.xapid.model.meta.Release.V25_27_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about access to hosts of the pool. */
public interface PoolAccess {

    @Message(since = V25_13_0, prototype = true, role = POOL_ADMIN, doc = "Starts the SSH service on all hosts.")
    default CompletionStage<Void> enableSsh(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.enable_ssh");
    }

    @Message(since = V25_13_0, prototype = true, role = POOL_ADMIN, doc = "Stops the SSH service on all hosts.")
    default CompletionStage<Void> disableSsh(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.disable_ssh");
    }

    @Message(
            since = V25_21_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Seconds SSH stays on after being enabled; 0 for no limit, all hosts.")
    default CompletionStage<Void> setSshEnabledTimeout(Call call, Ref<Pool> self, long value) {
        throw new CallFailure.NotImplemented("pool.set_ssh_enabled_timeout");
    }

    @Message(
            since = V25_21_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Seconds of silence before host console sessions end; 0 for never.")
    default CompletionStage<Void> setConsoleIdleTimeout(Call call, Ref<Pool> self, long value) {
        throw new CallFailure.NotImplemented("pool.set_console_idle_timeout");
    }

    @Message(
            since = V25_27_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Lets SSH start by itself while the toolstack is down, on all hosts.")
    default CompletionStage<Void> setSshAutoMode(Call call, Ref<Pool> self, boolean value) {
        throw new CallFailure.NotImplemented("pool.set_ssh_auto_mode");
    }
}
