package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostLicensing;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.LicenceFailure;
import io.xapid.model.store.Store;
import io.xapid.server.api.NeverBlocks;
import java.util.concurrent.CompletionStage;

/** Answers licence managers: there is one edition, and it is in force. */
@NeverBlocks
public final class HostEdition implements HostLicensing {
    private final Store store;

    public HostEdition(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Void> applyEdition(Call call, Ref<Host> host, String edition, boolean force) {
        Answers.host(store.snapshot(), host);
        requireOurs(edition);
        return Answers.done();
    }

    static void requireOurs(String edition) {
        if (!edition.equals(Licence.EDITION)) {
            throw new LicenceFailure.InvalidEdition(edition);
        }
    }
}
