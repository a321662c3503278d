package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostPlugins;
import io.xapid.model.host.PluginFailure;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Store;
import io.xapid.server.api.NeverBlocks;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Says that no plugins and no extensions are installed: this release has no place where they could be. */
@NeverBlocks
public final class HostExtensions implements HostPlugins {
    private final Store store;

    public HostExtensions(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<String> callPlugin(
            Call call, Ref<Host> host, String plugin, String fn, Map<String, String> args) {
        Answers.host(store.snapshot(), host);
        throw new PluginFailure.Missing(plugin);
    }

    @Override
    public CompletionStage<Boolean> hasExtension(Call call, Ref<Host> host, String name) {
        Answers.host(store.snapshot(), host);
        return Answers.now(false);
    }
}
