package io.xapid.model.pool;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about external authentication. */
public interface PoolAuthentication {

    @Message(
            since = GEORGE,
            role = POOL_ADMIN,
            doc = "Joins all hosts to a directory service, such as Active Directory.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> enableExternalAuth(
            Call call, Ref<Pool> pool, Map<String, String> config, String serviceName, String authType) {
        throw new CallFailure.NotImplemented("pool.enable_external_auth");
    }

    @Message(
            since = GEORGE,
            role = POOL_ADMIN,
            doc = "Leaves the directory service on all hosts.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> disableExternalAuth(
            Call call, Ref<Pool> pool, @Param(orElse = "") Map<String, String> config) {
        throw new CallFailure.NotImplemented("pool.disable_external_auth");
    }

    @Message(
            since = V26_16_0,
            role = POOL_ADMIN,
            doc = "Chooses between LDAPS and plain LDAP for directory queries.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> externalAuthSetLdaps(
            Call call, Ref<Pool> pool, boolean ldaps, @Param(orElse = "false") boolean force) {
        throw new CallFailure.NotImplemented("pool.external_auth_set_ldaps");
    }

    @Message(
            since = GEORGE,
            role = POOL_OPERATOR,
            doc = "Fails if the hosts do not all use the same directory settings.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> detectNonhomogeneousExternalAuth(Call call, Ref<Pool> pool) {
        throw new CallFailure.NotImplemented("pool.detect_nonhomogeneous_external_auth");
    }

    @Message(
            since = V23_27_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Limits how many local logins are checked at once.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setLocalAuthMaxThreads(Call call, Ref<Pool> self, long value) {
        throw new CallFailure.NotImplemented("pool.set_local_auth_max_threads");
    }

    @Message(
            since = V23_27_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Limits how many directory logins are checked at once.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setExtAuthMaxThreads(Call call, Ref<Pool> self, long value) {
        throw new CallFailure.NotImplemented("pool.set_ext_auth_max_threads");
    }

    @Message(
            since = V24_31_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Turns remembering of directory logins on or off.")
    default CompletionStage<Void> setExtAuthCacheEnabled(Call call, Ref<Pool> self, boolean value) {
        throw new CallFailure.NotImplemented("pool.set_ext_auth_cache_enabled");
    }

    @Message(
            since = V24_31_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Sets how many directory logins are remembered.")
    default CompletionStage<Void> setExtAuthCacheSize(Call call, Ref<Pool> self, long value) {
        throw new CallFailure.NotImplemented("pool.set_ext_auth_cache_size");
    }

    @Message(
            since = V24_31_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Sets how many seconds a directory login is remembered.")
    default CompletionStage<Void> setExtAuthCacheExpiry(Call call, Ref<Pool> self, long value) {
        throw new CallFailure.NotImplemented("pool.set_ext_auth_cache_expiry");
    }
}
