package io.xapid.server;

import io.xapid.model.AllClasses;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.store.Schema;
import io.xapid.server.api.Account;
import io.xapid.server.host.HostRecord;
import io.xapid.server.job.JobRecord;
import io.xapid.server.pool.AuthorityRecord;
import io.xapid.server.pool.JoinRecord;
import io.xapid.server.pool.MemberRecord;
import java.util.ArrayList;
import java.util.List;

/** What the state of a pool consists of: the classes that clients see, and those that only the daemon does. */
public final class KeptClasses {
    private KeptClasses() {}

    /** The schema that every state directory is written and read with. */
    public static Schema schema() {
        List<ClassDef<?>> classes = new ArrayList<>(AllClasses.definitions());
        classes.addAll(List.of(
                JobRecord.CLASS,
                Account.CLASS,
                HostRecord.CLASS,
                MemberRecord.CLASS,
                AuthorityRecord.CLASS,
                JoinRecord.CLASS));
        return new Schema(classes);
    }
}
