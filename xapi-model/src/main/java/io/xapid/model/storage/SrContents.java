package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.DUNDEE;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.SYMC;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.event.DataSource;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class SR about what a repository holds. */
public interface SrContents {

    @Message(
            since = RIO,
            role = VM_POWER_ADMIN,
            doc = "Compares records with the storage; adds new disks, marks missing ones.",
            marks = "SR:scan")
    default CompletionStage<Void> scan(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.scan");
    }

    @Message(since = SYMC, role = POOL_OPERATOR, doc = "Refreshes size figures from the driver.")
    default CompletionStage<Void> update(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.update");
    }

    @Message(since = DUNDEE, role = READ_ONLY, doc = "Measurements it can deliver.", traits = SYNCHRONOUS)
    default CompletionStage<List<Values<DataSource>>> getDataSources(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.get_data_sources");
    }

    @Message(since = DUNDEE, role = POOL_OPERATOR, doc = "Starts archiving a measurement.", traits = SYNCHRONOUS)
    default CompletionStage<Void> recordDataSource(Call call, Ref<Sr> sr, String dataSource) {
        throw new CallFailure.NotImplemented("SR.record_data_source");
    }

    @Message(since = DUNDEE, role = READ_ONLY, doc = "Latest value of a measurement.", traits = SYNCHRONOUS)
    default CompletionStage<Double> queryDataSource(Call call, Ref<Sr> sr, String dataSource) {
        throw new CallFailure.NotImplemented("SR.query_data_source");
    }

    @Message(
            since = DUNDEE,
            role = POOL_OPERATOR,
            doc = "Drops the archived values of a measurement.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> forgetDataSourceArchives(Call call, Ref<Sr> sr, String dataSource) {
        throw new CallFailure.NotImplemented("SR.forget_data_source_archives");
    }
}
