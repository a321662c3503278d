package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.event.DataSource;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about measured values. */
public interface VmDataSources {

    @Message(
            since = ORLANDO,
            role = READ_ONLY,
            doc = "Performance values available for it.",
            traits = SYNCHRONOUS,
            marks = "VM:data_source_op")
    default CompletionStage<List<Values<DataSource>>> getDataSources(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.get_data_sources");
    }

    @Message(
            since = ORLANDO,
            role = VM_ADMIN,
            doc = "Starts keeping history for a performance value.",
            traits = SYNCHRONOUS,
            marks = "VM:data_source_op")
    default CompletionStage<Void> recordDataSource(Call call, Ref<Vm> self, String dataSource) {
        throw new CallFailure.NotImplemented("VM.record_data_source");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Latest reading of a performance value.", traits = SYNCHRONOUS)
    default CompletionStage<Double> queryDataSource(Call call, Ref<Vm> self, String dataSource) {
        throw new CallFailure.NotImplemented("VM.query_data_source");
    }

    @Message(
            since = ORLANDO,
            role = VM_ADMIN,
            doc = "Drops the kept history of a performance value.",
            traits = SYNCHRONOUS,
            marks = "VM:data_source_op")
    default CompletionStage<Void> forgetDataSourceArchives(Call call, Ref<Vm> self, String dataSource) {
        throw new CallFailure.NotImplemented("VM.forget_data_source_archives");
    }
}
