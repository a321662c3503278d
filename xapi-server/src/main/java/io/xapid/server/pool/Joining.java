package io.xapid.server.pool;

import io.xapid.ha.pool.SwitchableLog;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.PoolJoinFailure;
import io.xapid.model.store.LogException;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes this host, which is alone, into a pool.
 *
 * <pre>
 *   check ─▶ note the wish ─▶ hold all writes ─▶ pool lets it in ─▶ note the seat ─▶ start anew
 *                    │                                    │
 *                    └────── withdraw, until the pool has heard it ◀──────┘   unless the seat is noted
 * </pre>
 *
 * <p>There is one point at which the pool has the host, and one at which the host knows. Whatever breaks before the second is taken back
 * on both sides, after a crash as well; whatever breaks behind it, the next start goes on from there.
 */
final class Joining {
    private static final Logger log = LoggerFactory.getLogger(Joining.class);
    private static final long AGAIN_SECONDS = 5;
    private static final long RESTART_MILLIS = 1_000; // so long a command may take to say how it ended
    private static final int MOST_TRIES = 17_280; // a day, after which the session there has ended

    private final Store store;
    private final Ref<Host> here;
    private final PoolSeat seat;
    private final Runnable restart;
    private final Clock clock;
    private final ReentrantLock underWay = new ReentrantLock();

    /** @param restart has the daemon start anew, soon */
    Joining(Store store, Ref<Host> here, PoolSeat seat, Runnable restart, Clock clock) {
        this.store = store;
        this.here = here;
        this.seat = seat;
        this.restart = restart;
        this.clock = clock;
    }

    /** @throws Failure when this host does not join: then both it and the pool are, or will be, as they were */
    void join(Call call, String address, String user, String password, boolean isForced) {
        if (!underWay.tryLock()) {
            throw new CallFailure.OperationNotAllowed("This host is about to join a pool already.");
        }
        try {
            if (seat.files().openWish().isPresent()) {
                throw new CallFailure.OperationNotAllowed(
                        "This host still has to take back its last wish to join a pool, which does not answer.");
            }
            RemotePool pool = login(address, user, password);
            Facts facts = facts(pool);
            check(store.snapshot(), facts, isForced);
            enter(call, pool, facts, isForced);
        } catch (IOException problem) {
            log.error("this host cannot join a pool", problem);
            throw new CallFailure.Internal("The host's files cannot be written: " + problem.getMessage());
        } finally {
            underWay.unlock();
        }
    }

    private static RemotePool login(String address, String user, String password) {
        try {
            return RemotePool.login(address, user, password);
        } catch (IOException unreachable) {
            log.info("the pool at {} cannot be reached: {}", address, unreachable.toString());
            throw new PoolJoinFailure.HostConnectionFailed();
        }
    }

    private static Facts facts(RemotePool pool) {
        try {
            return pool.facts();
        } catch (IOException unusable) {
            log.info("the pool at {} does not say what it is: {}", pool.address(), unusable.toString());
            throw new PoolJoinFailure.HostServiceFailed();
        }
    }

    private void check(Snapshot state, Facts facts, boolean isForced) {
        List<Failure> faults = JoinChecks.faults(state, here, facts, isForced);
        if (!faults.isEmpty()) {
            throw JoinChecks.allInOne(faults);
        }
    }

    private void enter(Call call, RemotePool pool, Facts facts, boolean isForced) throws IOException {
        UUID host = UUID.fromString(
                store.snapshot().find(Host.CLASS, here).orElseThrow().get(Host.UUID));
        var withdrawal = new JoinWords.Withdrawal(UUID.randomUUID(), host);
        KeyPair keys = Authority.newKeys();
        var open = new MemberFiles.OpenWish(pool.address(), pool.session(), withdrawal);
        seat.files().write(open);
        SwitchableLog.Pause pause = hold();
        try {
            check(store.snapshot(), facts, isForced); // nobody can start a guest any more
            JoinWords.Welcome welcome = pool.ask(wish(call, withdrawal, keys));
            take(welcome, host, keys);
        } catch (Failure refused) {
            pause.resume();
            seat.files().forgetWish();
            throw refused;
        } catch (IOException | RuntimeException problem) {
            pause.resume();
            log.error("joining the pool at {} failed, and is taken back", pool.address(), problem);
            withdrawSoon(open, 0);
            throw new PoolJoinFailure.HostServiceFailed();
        }
        pause.endWith(
                new LogException("This host has joined a pool, whose state takes the place of its own."),
                () -> finish(call));
        seat.files().forgetWish();
        log.info("this host has joined pool {}, and starts anew", facts.pool());
        restartSoon();
    }

    /** When whoever asked for it has its answer. */
    private void restartSoon() {
        CompletableFuture.delayedExecutor(RESTART_MILLIS, TimeUnit.MILLISECONDS).execute(restart);
    }

    /** Whoever waits for the task is told in the state that he looks at; it stands in the pool's state as well. */
    private void finish(Call call) {
        try {
            Members.transact(
                    store,
                    transaction -> Packing.finish(transaction, call.task().as()));
        } catch (LogException unkept) {
            log.warn("the task of the join does not end before the daemon starts anew", unkept);
        }
    }

    private SwitchableLog.Pause hold() throws IOException {
        try {
            return seat.pause();
        } catch (LogException busy) {
            seat.files().forgetWish();
            throw new CallFailure.OperationNotAllowed("What this host writes does not end: " + busy.getMessage());
        }
    }

    private JoinWords.Wish wish(Call call, JoinWords.Withdrawal withdrawal, KeyPair keys) {
        Snapshot state = store.snapshot();
        Row<Host> host = state.find(Host.CLASS, here).orElseThrow();
        return new JoinWords.Wish(
                withdrawal.join(),
                withdrawal.host(),
                host.get(Host.ADDRESS),
                seat.port(),
                JoinWords.text(keys.getPublic().getEncoded()),
                JoinWords.text(Packing.pack(state, call, clock.instant().truncatedTo(ChronoUnit.SECONDS))
                        .encode(state.schema())));
    }

    private void take(JoinWords.Welcome welcome, UUID host, KeyPair keys) throws IOException {
        var roster = new Roster(welcome.pool(), host, welcome.founder(), Roster.Stage.JOINING, welcome.peers());
        var credentials = new Credentials(
                keys.getPrivate(),
                Authority.readCertificate(welcome.certificate()),
                Authority.readCertificate(welcome.authority()));
        seat.files().begin(roster, credentials, welcome.authority());
    }

    /** Goes on with what was under way when the daemon went. */
    void settle() throws IOException {
        seat.files().openWish().ifPresent(open -> {
            if (isIn(open)) {
                forget();
            } else {
                withdrawSoon(open, 0);
            }
        });
    }

    /** The pool's state says of every host that has come in that it was let in, until the host has said that it is there. */
    private boolean isIn(MemberFiles.OpenWish open) {
        return store.snapshot()
                .find(JoinRecord.CLASS, JoinRecord.of(open.withdrawal().join()))
                .filter(row -> !row.get(JoinRecord.WITHDRAWN))
                .isPresent();
    }

    private void forget() {
        try {
            seat.files().forgetWish();
        } catch (IOException problem) {
            log.warn("a wish to join cannot be forgotten, and is taken back again", problem);
        }
    }

    private void withdrawSoon(MemberFiles.OpenWish open, int tries) {
        CompletableFuture.delayedExecutor(tries == 0 ? 0 : AGAIN_SECONDS, TimeUnit.SECONDS, Joining::onItsOwnThread)
                .execute(() -> withdraw(open, tries));
    }

    /** It waits for the network. */
    private static void onItsOwnThread(Runnable work) {
        var thread = new Thread(work, "withdraw");
        thread.setDaemon(true);
        thread.start();
    }

    private void withdraw(MemberFiles.OpenWish open, int tries) {
        try {
            new RemotePool(open.address(), open.session()).withdraw(open.withdrawal());
            log.info("the pool at {} knows that this host does not join", open.address());
            forget();
        } catch (IOException | Failure unheard) {
            if (tries >= MOST_TRIES) {
                log.error(
                        "the pool at {} does not hear that this host does not join: remove host {} there",
                        open.address(),
                        open.withdrawal().host(),
                        unheard);
                forget();
                return;
            }
            if (tries == 0) {
                log.warn("the pool at {} does not hear that this host does not join", open.address(), unheard);
            }
            withdrawSoon(open, tries + 1);
        }
    }
}
