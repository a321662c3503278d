package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.event.Blob;
import io.xapid.model.event.DataSource;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class host about measured values and attached data. */
public interface HostData {

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Measurements this host can deliver.", traits = SYNCHRONOUS)
    default CompletionStage<List<Values<DataSource>>> getDataSources(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_data_sources");
    }

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Starts archiving a measurement.", traits = SYNCHRONOUS)
    default CompletionStage<Void> recordDataSource(Call call, Ref<Host> host, String dataSource) {
        throw new CallFailure.NotImplemented("host.record_data_source");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Latest value of a measurement.", traits = SYNCHRONOUS)
    default CompletionStage<Double> queryDataSource(Call call, Ref<Host> host, String dataSource) {
        throw new CallFailure.NotImplemented("host.query_data_source");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Drops the archived values of a measurement.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> forgetDataSourceArchives(Call call, Ref<Host> host, String dataSource) {
        throw new CallFailure.NotImplemented("host.forget_data_source_archives");
    }

    @Message(
            since = ORLANDO,
            role = POOL_ADMIN,
            doc = "Sends performance archives to the coordinator after delay seconds.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> backupRrds(Call call, Ref<Host> host, double delay) {
        throw new CallFailure.NotImplemented("host.backup_rrds");
    }

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Makes room for named binary data attached to the host.")
    default CompletionStage<Ref<Blob>> createNewBlob(
            Call call,
            Ref<Host> host,
            String name,
            String mimeType,
            @Param(value = "public", orElse = "false", since = TAMPA) boolean isPublic) {
        throw new CallFailure.NotImplemented("host.create_new_blob");
    }
}
