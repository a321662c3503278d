package io.xapid.model.host;

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

/** Messages of class host about who may reach a host and how. */
public interface HostAccess {

    @Message(since = GEORGE, role = POOL_ADMIN, doc = "Joins a directory service for logins.", traits = SYNCHRONOUS)
    default CompletionStage<Void> enableExternalAuth(
            Call call, Ref<Host> host, Map<String, String> config, String serviceName, String authType) {
        throw new CallFailure.NotImplemented("host.enable_external_auth");
    }

    @Message(
            since = GEORGE,
            role = POOL_ADMIN,
            doc = "Leaves the directory service; force ignores failures there.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> disableExternalAuth(
            Call call,
            Ref<Host> host,
            @Param(orElse = "") Map<String, String> config,
            @Param(orElse = "false", since = V26_2_0_NEXT) boolean force) {
        throw new CallFailure.NotImplemented("host.disable_external_auth");
    }

    @Message(
            since = V26_16_0,
            role = POOL_ADMIN,
            doc = "Turns LDAP over TLS on or off for the directory; force skips checks.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> externalAuthSetLdaps(
            Call call, Ref<Host> host, boolean ldaps, @Param(orElse = "false") boolean force) {
        throw new CallFailure.NotImplemented("host.external_auth_set_ldaps");
    }

    @Message(
            since = V25_13_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Turns SSH on, for the set number of seconds if there is a timeout.")
    default CompletionStage<Void> enableSsh(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.enable_ssh");
    }

    @Message(since = V25_13_0, prototype = true, role = POOL_ADMIN, doc = "Turns SSH off.")
    default CompletionStage<Void> disableSsh(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.disable_ssh");
    }

    @Message(
            since = V25_21_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Seconds SSH stays on, 0 to 172800; 0 means no limit.")
    default CompletionStage<Void> setSshEnabledTimeout(Call call, Ref<Host> self, long value) {
        throw new CallFailure.NotImplemented("host.set_ssh_enabled_timeout");
    }

    @Message(
            since = V25_21_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Seconds until an idle console closes; 0 means never.")
    default CompletionStage<Void> setConsoleIdleTimeout(Call call, Ref<Host> self, long value) {
        throw new CallFailure.NotImplemented("host.set_console_idle_timeout");
    }

    @Message(
            since = V25_27_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Makes SSH come on by itself only while the toolstack is down.")
    default CompletionStage<Void> setSshAutoMode(Call call, Ref<Host> self, boolean value) {
        throw new CallFailure.NotImplemented("host.set_ssh_auto_mode");
    }

    @Message(since = V22_27_0, prototype = true, role = POOL_OPERATOR, doc = "Refuses or admits plain HTTP on port 80.")
    default CompletionStage<Void> setHttpsOnly(Call call, Ref<Host> self, boolean value) {
        throw new CallFailure.NotImplemented("host.set_https_only");
    }

    @Message(
            since = DUNDEE,
            changed = STOCKHOLM,
            role = POOL_OPERATOR,
            doc = "Only false is accepted; old TLS protocols are gone.")
    default CompletionStage<Void> setSslLegacy(Call call, Ref<Host> self, boolean value) {
        throw new CallFailure.NotImplemented("host.set_ssl_legacy");
    }

    @Message(
            since = CREAM,
            role = POOL_OPERATOR,
            doc = "Shows the host console on the local screen, from the next boot at the latest.")
    default CompletionStage<HostDisplay> enableDisplay(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.enable_display");
    }

    @Message(
            since = CREAM,
            role = POOL_OPERATOR,
            doc = "Keeps the host off the local screen, so a guest may have the GPU.")
    default CompletionStage<HostDisplay> disableDisplay(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.disable_display");
    }
}
