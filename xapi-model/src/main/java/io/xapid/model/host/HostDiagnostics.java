package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class host for finding out what goes on. */
public interface HostDiagnostics {

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Text of the hypervisor's console ring.")
    default CompletionStage<String> dmesg(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.dmesg");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Text of the hypervisor's console ring, which is then emptied.")
    default CompletionStage<String> dmesgClear(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.dmesg_clear");
    }

    @Message(since = RIO, role = READ_ONLY, doc = "Never implemented; always fails.")
    default CompletionStage<String> getLog(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_log");
    }

    @Message(since = RIO, role = READ_ONLY, doc = "Never implemented; always fails.", traits = SYNCHRONOUS)
    default CompletionStage<List<String>> listMethods(Call call) {
        throw new CallFailure.NotImplemented("host.list_methods");
    }

    @Message(
            since = RIO,
            role = POOL_ADMIN,
            doc = "Sends debug key presses to the hypervisor; output goes to its console.")
    default CompletionStage<Void> sendDebugKeys(Call call, Ref<Host> host, String keys) {
        throw new CallFailure.NotImplemented("host.send_debug_keys");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Collects a bug report and sends it to the URL.")
    default CompletionStage<Void> bugreportUpload(Call call, Ref<Host> host, String url, Map<String, String> options) {
        throw new CallFailure.NotImplemented("host.bugreport_upload");
    }

    @Message(
            since = MIAMI,
            role = READ_ONLY,
            doc = "XML list of what a status report can contain.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<String> getSystemStatusCapabilities(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_system_status_capabilities");
    }

    @Message(
            since = MIAMI,
            role = READ_ONLY,
            doc = "Time spent per internal function; with counts, how often.",
            traits = {SYNCHRONOUS, HIDDEN})
    default CompletionStage<Map<String, String>> getDiagnosticTimingStats(
            Call call, Ref<Host> host, @Param(orElse = "false", since = V25_33_0) boolean counts) {
        throw new CallFailure.NotImplemented("host.get_diagnostic_timing_stats");
    }

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Text dump of the storage layer's state.",
            traits = {SYNCHRONOUS, HIDDEN})
    default CompletionStage<String> getSmDiagnostics(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_sm_diagnostics");
    }

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Text dump of the toolstack's threads.",
            traits = {SYNCHRONOUS, HIDDEN})
    default CompletionStage<String> getThreadDiagnostics(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_thread_diagnostics");
    }

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Removes a stuck storage datapath; allow_leak ignores failures.",
            traits = {SYNCHRONOUS, HIDDEN})
    default CompletionStage<Void> smDpDestroy(Call call, Ref<Host> host, String dp, boolean allowLeak) {
        throw new CallFailure.NotImplemented("host.sm_dp_destroy");
    }

    @Message(
            since = V25_34_0,
            prototype = true,
            role = READ_ONLY,
            doc = "Client programs seen recently, with their versions.")
    default CompletionStage<Map<String, String>> getTrackedUserAgents(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.get_tracked_user_agents");
    }

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "Applies the logging field to the log daemon.")
    default CompletionStage<Void> syslogReconfigure(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.syslog_reconfigure");
    }
}
