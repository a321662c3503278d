package io.xapid.ha.pool;

import io.xapid.ha.log.Replacement;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from and to a host that votes, for one that does not: it connects by itself, to one after the other. */
final class Upstream implements MemberLog.Part {
    private static final Logger log = LoggerFactory.getLogger(Upstream.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int INDEX_BYTES = 8;
    private static final int SILENCE_MILLIS = 2_000; // a pulse comes four times as often
    private static final int STATE_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 100;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ALONE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long END_MILLIS = 10_000;
    private static final int TICKS_PER_SIGN = 10;

    private final Membership membership;
    private final RaftThread thread;
    private final HostLog own;
    private final Outbox outbox;
    private final JournalStart lives;
    private final CountDownLatch ready;
    private final Links links;
    private final Supplier<List<UUID>> voters;
    private final Turns turns;
    private final Sending sending;
    private final Thread follower;
    private volatile boolean isClosed;
    private volatile @Nullable Connection connection;
    private long heardAt = System.nanoTime(); // of the sending thread, as is what follows
    private int ticksToSign;

    private record Connection(UUID voter, Socket socket, DataOutputStream out) {}

    Upstream(MemberLog.Tools tools, Links links, Supplier<List<UUID>> voters) {
        this.membership = tools.membership();
        this.thread = tools.thread();
        this.own = tools.own();
        this.outbox = tools.outbox();
        this.ready = tools.ready();
        this.lives = tools.journal();
        this.links = links;
        this.voters = voters;
        this.turns = new Turns(outbox, thread, own, this::write);
        this.sending = new Sending(outbox, turns, this::write);
        this.follower = new Thread(this::run, "follow");
        follower.setDaemon(true);
    }

    @Override
    public void start() {
        follower.start();
        thread.after(TICK_NANOS, this::tick);
    }

    @Nullable
    UUID followed() {
        Connection now = connection;
        return now == null ? null : now.voter;
    }

    @Override
    public @Nullable UUID leader() {
        return null; // those know who vote
    }

    @Override
    public boolean isAlone() {
        return false;
    }

    @Override
    public CompletionStage<CommitLog.Turn> askForTurn() {
        return turns.ask();
    }

    private void run() {
        int next = 0;
        while (!isClosed) {
            List<UUID> known = voters.get();
            if (!known.isEmpty()) {
                follow(known.get(next++ % known.size()));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void follow(UUID voter) {
        Socket socket = null;
        try {
            socket = links.connect(voter);
            links.check(socket, voter);
            socket.setSoTimeout(SILENCE_MILLIS);
            var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
            new Greeting(membership.group(), membership.self(), Greeting.FOLLOW).writeTo(out);
            out.writeLong(own.last());
            out.flush();
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
            receive(in, new Connection(voter, socket, out));
        } catch (IOException gone) {
            log.debug("{} is not followed any more", voter, gone);
        } catch (RuntimeException problem) {
            log.warn("{} is not followed any more", voter, problem);
        } finally {
            connection = null;
            if (socket != null) {
                Line.close(socket);
            }
        }
    }

    private void receive(DataInputStream in, Connection made) throws IOException {
        while (!isClosed) {
            Frame.Received frame = Frame.read(in);
            if (connection == null) {
                connection = made; // it answers: so what is sent there arrives
                log.info("follows {}", made.voter);
                thread.submit(this::sendAgain);
            }
            switch (frame.kind()) {
                case Frame.ENTRY -> entry(frame.bytes());
                case Frame.NOTICE -> notice(envelope(frame.bytes()));
                case Frame.STATE -> {
                    made.socket.setSoTimeout(STATE_MILLIS);
                    state(frame.content().readLong(), in);
                    made.socket.setSoTimeout(SILENCE_MILLIS);
                }
                case Frame.PULSE -> log.trace("nothing new");
                default -> throw new IOException("no message is of the kind %d".formatted(frame.kind()));
            }
        }
    }

    private static Envelope envelope(byte[] bytes) throws IOException {
        if (bytes.length < INDEX_BYTES) {
            throw new IOException("an entry without an index");
        }
        return Envelope.decode(Arrays.copyOfRange(bytes, INDEX_BYTES, bytes.length));
    }

    private void entry(byte[] bytes) throws IOException {
        Envelope envelope = envelope(bytes);
        long index = ByteBuffer.wrap(bytes).getLong();
        long last = own.last();
        if (index > last + 1) {
            throw new IOException("entry %d comes after %d".formatted(index, last));
        } else if (index == last + 1) {
            own.add(index, outbox.original(envelope), () -> outbox.applied(envelope));
        }
    }

    private void notice(Envelope envelope) {
        if (envelope.kind() == Envelope.Kind.PRESENT && outbox.isMine(envelope)) {
            ready.countDown();
        } else {
            thread.submit(() -> {
                if (turns.apply(envelope)) {
                    send();
                }
            });
        }
    }

    /** What of ours is in there nobody can tell: it is given up as unknown, and a new life begins. */
    private void state(long index, DataInputStream in) throws IOException {
        Replacement replacement = Replacement.write(own.directory(), index, new StateChunks.Receiver(in));
        try {
            own.replace(replacement);
            outbox.beginLife(lives.beginLife());
            log.info("goes on from the state at entry {}", index);
        } catch (IOException | LogException problem) {
            outbox.refuse(new LogException(
                    "The state that another host sent cannot be used (%s). Restart the daemon."
                            .formatted(problem.getMessage()),
                    problem));
            throw problem;
        }
    }

    private void tick() {
        if (isClosed) {
            return;
        }
        thread.after(TICK_NANOS, this::tick);
        if (connection != null) {
            heardAt = System.nanoTime();
            outbox.pause(null);
            sayPresent();
            if (--ticksToSign <= 0) {
                ticksToSign = TICKS_PER_SIGN;
                write(outbox.notice(Envelope.Kind.ALIVE, 0));
            }
        } else if (System.nanoTime() - heardAt > ALONE_NANOS) {
            outbox.pause(new LogException("This host reaches none of those of the pool that vote."));
        }
        sending.sendAgainWhenQuiet();
        send();
    }

    private void sayPresent() {
        if (ready.getCount() > 0) {
            write(outbox.notice(Envelope.Kind.PRESENT, 0));
        }
    }

    private void sendAgain() {
        sayPresent();
        if (connection != null) {
            sending.sendAgain();
        }
    }

    @Override
    public void send() {
        if (connection != null) {
            sending.send();
        }
    }

    private void write(byte[] envelope) {
        Connection now = connection;
        if (now == null) {
            return;
        }
        try {
            Frame.write(now.out, Frame.PROPOSAL, content -> content.write(envelope));
            now.out.flush();
        } catch (IOException gone) {
            log.debug("{} does not take what it is sent", now.voter, gone);
            Line.close(now.socket);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.submit(turns::close);
        Connection now = connection;
        if (now != null) {
            Line.close(now.socket);
        }
        follower.interrupt();
        try {
            follower.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
