package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.access.Session;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI that read what a disk holds for recovery. */
public interface VdiRecovery {

    @Message(
            since = ORLANDO,
            role = VM_ADMIN,
            doc = "Internal: text with which a host can attach the disk without a database.",
            traits = HIDDEN,
            marks = "VDI:generate_config")
    default CompletionStage<String> generateConfig(Call call, Ref<Host> host, Ref<Vdi> vdi) {
        throw new CallFailure.NotImplemented("VDI.generate_config");
    }

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Opens the pool database copy in it and returns a session for it.")
    default CompletionStage<Ref<Session>> openDatabase(Call call, Ref<Vdi> self) {
        throw new CallFailure.NotImplemented("VDI.open_database");
    }

    @Message(since = BOSTON, role = READ_ONLY, doc = "Uuid of the pool whose database copy it holds.")
    default CompletionStage<String> readDatabasePoolUuid(Call call, Ref<Vdi> self) {
        throw new CallFailure.NotImplemented("VDI.read_database_pool_uuid");
    }
}
