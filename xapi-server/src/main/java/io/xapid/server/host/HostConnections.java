package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostNetworking;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Pif;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.server.api.NeverBlocks;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Tells by which NIC a host is reached. */
@NeverBlocks
public final class HostConnections implements HostNetworking {
    private final Store store;

    public HostConnections(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Ref<Pif>> getManagementInterface(Call call, Ref<Host> host) {
        Snapshot state = store.snapshot();
        return Answers.now(Answers.host(state, host).get(Host.PIFS).stream()
                .map(pif -> state.get(Pif.CLASS, pif))
                .filter(Objects::nonNull)
                .filter(pif -> pif.get(Pif.MANAGEMENT))
                .map(Row::ref)
                .findFirst()
                .orElseThrow(HostFailure.HasNoManagementIp::new));
    }
}
