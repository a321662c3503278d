package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.V26_0_0;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class host about clocks. */
public interface HostTime {

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Host clock in UTC.", traits = SYNCHRONOUS)
    default CompletionStage<Instant> getServertime(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_servertime");
    }

    @Message(since = COWLEY, role = READ_ONLY, doc = "Host clock in its own time zone.", traits = SYNCHRONOUS)
    default CompletionStage<Instant> getServerLocaltime(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_server_localtime");
    }

    @Message(since = V26_0_0, prototype = true, role = POOL_OPERATOR, doc = "Sets the clock; NTP must be disabled.")
    default CompletionStage<Void> setServertime(Call call, Ref<Host> self, Instant value) {
        throw new CallFailure.NotImplemented("host.set_servertime");
    }

    @Message(
            since = V26_0_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Chooses where time servers come from, or turns NTP off.")
    default CompletionStage<Void> setNtpMode(Call call, Ref<Host> self, NtpMode value) {
        throw new CallFailure.NotImplemented("host.set_ntp_mode");
    }

    @Message(since = V26_0_0, prototype = true, role = POOL_OPERATOR, doc = "Sets the time servers for custom mode.")
    default CompletionStage<Void> setNtpCustomServers(Call call, Ref<Host> self, List<String> value) {
        throw new CallFailure.NotImplemented("host.set_ntp_custom_servers");
    }

    @Message(since = V26_0_0, prototype = true, role = READ_ONLY, doc = "State of each time server in use.")
    default CompletionStage<Map<String, String>> getNtpServersStatus(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.get_ntp_servers_status");
    }

    @Message(since = V26_0_0, prototype = true, role = READ_ONLY, doc = "True if the clock is synchronised by NTP.")
    default CompletionStage<Boolean> getNtpSynchronized(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.get_ntp_synchronized");
    }

    @Message(since = V26_0_0, prototype = true, role = POOL_OPERATOR, doc = "Sets the time zone by name.")
    default CompletionStage<Void> setTimezone(Call call, Ref<Host> self, String value) {
        throw new CallFailure.NotImplemented("host.set_timezone");
    }

    @Message(since = V26_0_0, prototype = true, role = READ_ONLY, doc = "Names accepted by set_timezone.")
    default CompletionStage<List<String>> listTimezones(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.list_timezones");
    }
}
