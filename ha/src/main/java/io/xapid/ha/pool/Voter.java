package io.xapid.ha.pool;

import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.RaftNodeStatus;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.RaftMessage;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This host's part in the agreement: a node of MicroRaft's and what it needs. When the journal cannot be written the node is
 * given up, and another starts from the journal as soon as it can be written again.
 */
final class Voter implements MemberLog.Part, Peers.Receiver, Agreement.Listener {
    private static final Logger log = LoggerFactory.getLogger(Voter.class);

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LEADERLESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long END_SECONDS = 10;
    private static final int TICKS_PER_SIGN = 10;

    private final Membership membership;
    private final RaftThread thread;
    private final JournalDatabase database;
    private final JournalStart start;
    private final HostLog own;
    private final Outbox outbox;
    private final CommitLog.Sink sink;
    private final Audience audience = new Audience();
    private final Peers peers;
    private final Presence presence = new Presence();
    private final Expulsion expulsion = new Expulsion();
    private final CountDownLatch ready;
    private final StateFetch fetch;
    private volatile @Nullable RaftNode node;
    private volatile boolean isClosed;
    private volatile boolean isBroken; // whether the journal cannot be written

    private @Nullable Agreement agreement; // of Raft's thread, as is what follows
    private @Nullable LogException broken;
    private @Nullable RaftEndpoint leaderBefore;
    private final Turns turns;
    private final Sending sending;
    private long ledAt = System.nanoTime();
    private boolean isAboutToSendAgain;
    private int ticksToSign;

    Voter(MemberLog.Tools tools, Links links) throws IOException {
        this.membership = tools.membership();
        this.thread = tools.thread();
        this.database = tools.database();
        this.start = tools.journal();
        this.own = tools.own();
        this.outbox = tools.outbox();
        this.ready = tools.ready();
        this.sink = tools.sink();
        this.turns = new Turns(outbox, thread, own, this::propose);
        this.sending = new Sending(outbox, turns, this::propose);
        this.peers = new Peers(membership.group(), membership.self(), links, this);
        this.fetch = new StateFetch(peers, own, outbox, thread, this::deliver);
    }

    @Override
    public void start() throws IOException {
        startNode();
        thread.after(TICK_NANOS, this::tick);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails is told
    private void startNode() throws IOException {
        var made = new Agreement(own, outbox, audience, this);
        RaftNode.RaftNodeBuilder builder = RaftNode.newBuilder()
                .setGroupId(membership.group())
                .setConfig(RaftPace.config())
                .setExecutor(thread)
                .setClock(new RaftThread.QuickClock())
                .setTransport(peers)
                .setStateMachine(made)
                .setRaftNodeReportListener(report -> thread.submit(this::lookWhoLeads))
                .setStore(new Journal(database, this::journalFailed));
        start.restoreInto(builder);
        RaftNode built = builder.build();
        agreement = made;
        node = built;
        built.start().whenComplete((ok, failure) -> {
            if (failure != null) {
                log.error("this host cannot take part in the agreement", failure);
            }
        });
    }

    @Override
    public @Nullable UUID leader() {
        RaftNode now = node;
        RaftEndpoint leader = now == null ? null : now.getTerm().getLeaderEndpoint();
        return leader == null ? null : Member.of(leader).id();
    }

    /** Whether those that vote have agreed that this host does not any more, and it has heard that. */
    boolean isOut() {
        boolean hasHeard = node != null && node().getStatus() == RaftNodeStatus.TERMINATED;
        return !isClosed && !isBroken && (hasHeard || expulsion.isBelieved());
    }

    boolean leads() {
        return membership.self().equals(leader());
    }

    Presence presence() {
        return presence;
    }

    /** What is done with the node alone. */
    RaftNode node() {
        return Objects.requireNonNull(node);
    }

    @Override
    public void newTerm() {
        outbox.forgetSent();
        sayPresent();
        send();
    }

    @Override
    public void notice(Envelope envelope) {
        if (envelope.kind() == Envelope.Kind.PRESENT) {
            if (outbox.isMine(envelope)) {
                ready.countDown();
            }
        } else if (turns.apply(envelope)) {
            send();
        }
    }

    /** Until it has come back: then this host knows what the others know. */
    private void sayPresent() {
        if (ready.getCount() > 0) {
            propose(outbox.notice(Envelope.Kind.PRESENT, 0));
        }
    }

    @Override
    public CompletionStage<CommitLog.Turn> askForTurn() {
        return turns.ask();
    }

    private void lookWhoLeads() {
        RaftNode now = node;
        RaftEndpoint leader = now == null ? null : now.getTerm().getLeaderEndpoint();
        if (!Objects.equals(leader, leaderBefore)) {
            leaderBefore = leader;
            presence.begin();
            outbox.forgetSent();
            sayPresent();
            send();
        }
    }

    private void tick() {
        if (isClosed) {
            return;
        }
        thread.after(TICK_NANOS, this::tick);
        if (isOut()) {
            outbox.giveUpAll();
            return;
        }
        long now = System.nanoTime();
        if (leader() != null) {
            ledAt = now;
            expulsion.forget();
            outbox.pause(null);
        } else if (now - ledAt > LEADERLESS_NANOS && broken == null) {
            outbox.pause(new LogException("This host cannot reach a majority of those of the pool that vote."));
        }
        RaftNode used = node;
        if (used != null && broken == null && ElectionWatch.mend(used)) {
            log.info("looks again who could lead");
        }
        sayPresent();
        if (--ticksToSign <= 0) {
            ticksToSign = TICKS_PER_SIGN;
            propose(outbox.notice(Envelope.Kind.ALIVE, 0));
        }
        sending.sendAgainWhenQuiet();
        send();
    }

    @Override
    public void send() {
        if (broken != null && isAlone()) {
            recover();
            if (broken != null) {
                giveUpUnkept();
                return;
            }
        }
        if (leader() != null && !isClosed) {
            sending.send();
        }
    }

    private void propose(byte[] envelope) {
        UUID leader = leader();
        if (membership.self().equals(leader)) {
            replicate(envelope, null);
        } else if (leader != null) {
            peers.propose(leader, envelope);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is taken shows in the log
    private void replicate(byte[] envelope, @Nullable UUID proposer) {
        presence.heard(Envelope.memberOf(envelope));
        if (Envelope.Kind.ALIVE.isOf(envelope)) {
            return;
        }
        node().replicate(envelope).whenComplete((ok, failure) -> {
            if (failure != null && proposer != null) {
                peers.refuse(proposer);
            }
        });
    }

    @Override
    public void onProposal(UUID from, byte[] envelope) {
        RaftNode now = node;
        if (now == null) {
            return;
        }
        boolean isFromVoter = now.getEffectiveMembers().getMembers().contains(new Member(from));
        if (!isFromVoter && !Envelope.memberOf(envelope).equals(from)) {
            log.warn("{} proposes what is not its own", from);
        } else if (leads()) {
            replicate(envelope, isFromVoter ? from : null); // one that follows sends again by itself
        } else if (isFromVoter) {
            peers.refuse(from);
        } else {
            propose(envelope); // of one that follows this host
        }
    }

    @Override
    public Audience audience() {
        return audience;
    }

    @Override
    public boolean isStranger(UUID sender) {
        RaftNode now = node;
        return now != null && leader() != null && Expulsion.isOut(now, sender);
    }

    @Override
    public void onOut() {
        expulsion.told();
    }

    @Override
    public void onRefusal(UUID from) {
        thread.submit(() -> {
            if (!isAboutToSendAgain) { // once for all that were refused
                isAboutToSendAgain = true;
                thread.after(REFUSED_NANOS, this::sendAgain);
            }
        });
    }

    private void sendAgain() {
        isAboutToSendAgain = false;
        outbox.forgetSent();
        send();
    }

    @Override
    public void onMessage(RaftMessage message) {
        if (!fetch.isNeededFor(message)) {
            deliver(message);
        }
    }

    private void deliver(RaftMessage message) {
        thread.submitWhole(() -> {
            RaftNode now = node;
            if (now != null && !isFromAnEarlierTerm(message, now)) {
                now.handle(message);
            }
        });
    }

    /** An answer that was under way for long says what a member had then, and perhaps no longer has: MicroRaft counts it. */
    private static boolean isFromAnEarlierTerm(RaftMessage message, RaftNode node) {
        return message instanceof AppendEntriesSuccessResponse
                && message.getTerm() < node.getTerm().getTerm();
    }

    @Override
    public CommitLog.Present present() {
        return sink.present();
    }

    @Override
    public boolean isAlone() {
        RaftNode now = node;
        return now != null
                && now.getCommittedMembers().getVotingMembers().contains(now.getLocalEndpoint())
                && now.getEffectiveMembers().getVotingMembers().size() == 1
                && now.getCommittedMembers().getVotingMembers().size() == 1;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it cannot be kept from ending
    private void journalFailed(IOException problem) {
        if (broken != null) {
            return;
        }
        broken = Journal.explained(own.directory(), problem);
        isBroken = true;
        log.error("{} This host takes no part in the agreement until it can be written.", broken.getMessage());
        boolean isAlone = isAlone();
        RaftNode before = node();
        before.terminate();
        thread.submit(() -> {
            if (isAlone) {
                giveUpUnkept();
            }
        });
        thread.after(AGAIN_NANOS, this::tryAgain);
    }

    /** Nobody but this host has ever had them, and it has not kept them. */
    private void giveUpUnkept() {
        LogException why = broken;
        if (why != null) {
            outbox.fail(Objects.requireNonNull(agreement).lastOf(membership.self(), outbox.life()), why);
        }
    }

    private void tryAgain() {
        recover();
        if (broken != null && !isClosed) {
            thread.after(AGAIN_NANOS, this::tryAgain);
        }
    }

    private void recover() {
        if (broken == null || isClosed) {
            return;
        }
        try {
            database.write(List.of(to -> to.put("probe", new byte[0])));
            startNode();
            broken = null;
            isBroken = false;
            log.info("the journal can be written again");
        } catch (IOException stillFailing) {
            broken = Journal.explained(own.directory(), stillFailing);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.submit(turns::close);
        audience.close();
        peers.close();
        RaftNode now = node;
        if (now != null) {
            try {
                now.terminate().get(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException problem) {
                log.warn("the agreement does not end well", problem);
            }
        }
    }
}
