package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostTime;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Store;
import io.xapid.server.api.NeverBlocks;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Tells what a host's clock shows. */
@NeverBlocks
public final class HostClock implements HostTime {
    private final Store store;
    private final Clock clock;

    /** @param clock with the host's own zone */
    public HostClock(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Instant> getServertime(Call call, Ref<Host> host) {
        Answers.host(store.snapshot(), host);
        return Answers.now(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** What a clock on the host's wall shows, written as if it were UTC: dates of the API have no zone. */
    @Override
    public CompletionStage<Instant> getServerLocaltime(Call call, Ref<Host> host) {
        Answers.host(store.snapshot(), host);
        return Answers.now(clock.instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(clock.getZone())
                .toLocalDateTime()
                .toInstant(ZoneOffset.UTC));
    }

    @Override
    public CompletionStage<List<String>> listTimezones(Call call, Ref<Host> self) {
        Answers.host(store.snapshot(), self);
        return Answers.now(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    }
}
