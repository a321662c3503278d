package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.StorageException;
import io.xapid.storage.Volume;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects this host to its repositories when the daemon starts, and keeps what is written of them true. */
final class StorageKeeper {
    private static final Logger log = LoggerFactory.getLogger(StorageKeeper.class);
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(30);

    /** Looking takes at most this part of the time. */
    private static final int PAUSE_FOR_EACH_LOOK = 50;

    /** A disk's growth by less than this is told when more comes to it, or when the repository is scanned. */
    private static final long WORTH_TELLING_BYTES = 1 << 20;

    private final Store store;
    private final Ref<Host> here;
    private final Repositories repositories;
    private final Executor background;
    private final InstantSource clock;
    private final Map<Ref<Sr>, Instant> due = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    StorageKeeper(Store store, Ref<Host> here, Repositories repositories, Executor background, InstantSource clock) {
        this.store = store;
        this.here = here;
        this.repositories = repositories;
        this.background = background;
        this.clock = clock;
    }

    void open() {
        connect(sr -> true); // what was under way is still to be settled, and needs its repository
        write(transaction -> {
            for (Row<Pbd> pbd : transaction.table(Pbd.CLASS).rows()) {
                if (pbd.get(Pbd.HOST).equals(here)) {
                    boolean attached = repositories.has(pbd.get(Pbd.SR));
                    transaction.set(Pbd.CLASS, pbd.ref(), Pbd.CURRENTLY_ATTACHED, attached);
                }
            }
            return true;
        });
        try {
            background.execute(() -> repositories.attached().forEach(sr -> lookInto(sr, true)));
        } catch (RejectedExecutionException stopping) {
            log.debug("the daemon stops before its repositories are looked into");
        }
    }

    /** Does nothing while an earlier call still looks. */
    void refresh() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        try {
            Set<Ref<Sr>> connected = connect(sr -> sr.get(Sr.CURRENT_OPERATIONS).isEmpty());
            if (!connected.isEmpty()) {
                write(transaction -> markPlugged(transaction, connected));
            }
            Snapshot state = store.snapshot();
            Instant now = clock.instant();
            for (Ref<Sr> ref : repositories.attached()) {
                Row<Sr> sr = state.get(Sr.CLASS, ref);
                boolean isDue = !due.getOrDefault(ref, Instant.MIN).isAfter(now);
                if (isDue && sr != null && sr.get(Sr.CURRENT_OPERATIONS).isEmpty()) {
                    lookInto(ref, connected.contains(ref) || wantsScan(sr));
                }
            }
        } finally {
            looking.set(false);
        }
    }

    /** Connects what should be and is not; says what it was that came to be connected. */
    private Set<Ref<Sr>> connect(Predicate<Row<Sr>> free) {
        Snapshot state = store.snapshot();
        var connected = new HashSet<Ref<Sr>>();
        for (Row<Pbd> pbd : state.table(Pbd.CLASS).rows()) {
            Row<Sr> sr = state.get(Sr.CLASS, pbd.get(Pbd.SR));
            boolean wanted =
                    pbd.get(Pbd.HOST).equals(here) && !pbd.get(Pbd.OTHER_CONFIG).containsKey(PlugPbd.UNPLUGGED);
            if (sr != null && wanted && free.test(sr) && !repositories.has(sr.ref())) {
                try {
                    repositories.attach(sr, pbd.get(Pbd.DEVICE_CONFIG));
                    connected.add(sr.ref());
                } catch (StorageException | SrFailure.UnknownDriver trouble) {
                    log.warn("SR {} cannot be attached: {}", sr.get(Sr.UUID), trouble.getMessage());
                }
            }
        }
        return connected;
    }

    private boolean markPlugged(Transaction transaction, Set<Ref<Sr>> connected) {
        for (Row<Pbd> pbd : transaction.table(Pbd.CLASS).rows()) {
            if (pbd.get(Pbd.HOST).equals(here) && connected.contains(pbd.get(Pbd.SR))) {
                transaction.set(Pbd.CLASS, pbd.ref(), Pbd.CURRENTLY_ATTACHED, true);
            }
        }
        return true;
    }

    private static boolean wantsScan(Row<Sr> sr) {
        Map<String, String> config = sr.get(Sr.OTHER_CONFIG);
        return "true".equals(config.get("auto-scan")) || config.containsKey("dirty");
    }

    private void lookInto(Ref<Sr> sr, boolean thoroughly) {
        Instant begun = clock.instant();
        try {
            Repository repository = repositories.require(sr);
            Snapshot state = store.snapshot();
            if (thoroughly) {
                Finding finding = Finding.in(repository, state);
                write(transaction -> {
                    finding.writeTo(transaction, sr);
                    return true;
                });
                repositories.tidyLater(sr);
            } else {
                measure(sr, repository, state);
            }
        } catch (StorageException | SrFailure.NotAttached trouble) {
            log.warn("SR {} cannot be looked into: {}", sr, trouble.getMessage());
        }
        Instant now = clock.instant();
        Duration pause = Duration.between(begun, now).multipliedBy(PAUSE_FOR_EACH_LOOK);
        due.put(sr, now.plus(pause.compareTo(LEAST_PAUSE) > 0 ? pause : LEAST_PAUSE));
    }

    /** Writes the figures that have changed, if any has. */
    private void measure(Ref<Sr> sr, Repository repository, Snapshot state) {
        RepositoryStat stat = repository.stat();
        Map<Ref<Vdi>, Long> grown = grown(sr, repository, state);
        Row<Sr> row = state.get(Sr.CLASS, sr);
        boolean same = row != null
                && row.get(Sr.PHYSICAL_SIZE) == stat.physicalBytes()
                && row.get(Sr.PHYSICAL_UTILISATION) == stat.utilisedBytes()
                && row.get(Sr.VIRTUAL_ALLOCATION) == stat.virtualBytes();
        if (same && grown.isEmpty()) {
            return;
        }
        write(transaction -> {
            VdiRows.observe(transaction, sr, stat);
            grown.forEach((vdi, bytes) -> transaction.set(Vdi.CLASS, vdi, Vdi.PHYSICAL_UTILISATION, bytes));
            return true;
        });
    }

    /** The disks that guests write to now, and what those take that take noticeably more or less than is written down. */
    private static Map<Ref<Vdi>, Long> grown(Ref<Sr> sr, Repository repository, Snapshot state) {
        List<Row<Vdi>> written = state.table(Vbd.CLASS).stream()
                .filter(drive -> drive.get(Vbd.CURRENTLY_ATTACHED) && drive.get(Vbd.MODE) == VbdMode.READ_WRITE)
                .flatMap(drive -> state.find(Vdi.CLASS, drive.get(Vbd.VDI)).stream())
                .filter(vdi -> vdi.get(Vdi.SR).equals(sr))
                .toList();
        var grown = new HashMap<Ref<Vdi>, Long>();
        if (!written.isEmpty()) {
            Map<String, Volume> volumes = repository.scan().volumes().stream()
                    .collect(Collectors.toMap(volume -> volume.id().toString(), volume -> volume, (one, other) -> one));
            for (Row<Vdi> vdi : written) {
                Volume volume = volumes.get(vdi.get(Vdi.UUID));
                if (volume != null
                        && Math.abs(volume.physicalBytes() - vdi.get(Vdi.PHYSICAL_UTILISATION))
                                >= WORTH_TELLING_BYTES) {
                    grown.put(vdi.ref(), volume.physicalBytes());
                }
            }
        }
        return grown;
    }

    private void write(Function<Transaction, Boolean> body) {
        store.transact(body).join();
    }
}
