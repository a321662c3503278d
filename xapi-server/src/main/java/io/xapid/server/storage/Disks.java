package io.xapid.server.storage;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.Mark;
import java.util.HashMap;
import java.util.Map;

/** What messages about disks and repositories have in common: finding rows, and marking them. */
final class Disks {
    private Disks() {}

    /** @throws CallFailure.HandleInvalid when there is none */
    static Row<Vdi> require(Transaction transaction, Ref<Vdi> vdi) {
        return transaction.find(Vdi.CLASS, vdi).orElseThrow(() -> new CallFailure.HandleInvalid("VDI", vdi.value()));
    }

    /** @throws CallFailure.HandleInvalid when there is none */
    static Row<Sr> requireSr(Transaction transaction, Ref<Sr> sr) {
        return transaction.find(Sr.CLASS, sr).orElseThrow(() -> new CallFailure.HandleInvalid("SR", sr.value()));
    }

    static Mark mark(Row<Sr> sr, StorageOperation operation) {
        return new Mark(Sr.CLASS, sr.ref(), operation);
    }

    static Mark mark(Row<Vdi> vdi, VdiOperation operation) {
        return new Mark(Vdi.CLASS, vdi.ref(), operation);
    }

    /** The arguments of a job about a disk that is there. */
    static Map<String, String> arguments(String operation, Row<Vdi> vdi) {
        var arguments = new HashMap<String, String>();
        arguments.put("operation", operation);
        arguments.put("sr", vdi.get(Vdi.SR).value());
        arguments.put("uuid", vdi.get(Vdi.UUID));
        return arguments;
    }
}
