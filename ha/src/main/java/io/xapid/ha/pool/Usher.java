package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one host that follows: sends it the state if need be, then what is agreed on; and takes what it proposes. */
final class Usher {
    private static final Logger log = LoggerFactory.getLogger(Usher.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int AT_ONCE = 256;
    private static final int MOST_STATES = 3;
    private static final long PULSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Socket peer;
    private final UUID follower;
    private final Audience audience;
    private final Peers.Receiver receiver;

    Usher(Socket peer, UUID follower, Audience audience, Peers.Receiver receiver) {
        this.peer = peer;
        this.follower = follower;
        this.audience = audience;
        this.receiver = receiver;
    }

    /** Until one of the two ends. */
    void serve(DataInputStream in) throws IOException {
        long last = in.readLong();
        peer.setSoTimeout(0);
        var listening = new Thread(() -> listen(in), "usher-" + follower);
        listening.setDaemon(true);
        listening.start();
        var out = new DataOutputStream(new BufferedOutputStream(peer.getOutputStream(), BUFFER_BYTES));
        try {
            send(out, begin(out, last));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it goes on. */
    private long begin(DataOutputStream out, long last) throws IOException {
        long reached = last;
        for (int tries = 0; tries <= MOST_STATES; tries++) {
            OptionalLong position = audience.positionBehind(reached);
            if (position.isPresent()) {
                return position.getAsLong();
            }
            CommitLog.Present present = receiver.present();
            reached = present.index();
            long index = reached;
            Frame.write(out, Frame.STATE, content -> content.writeLong(index));
            var chunks = new StateChunks.Sender(out);
            present.image().writeTo(chunks);
            chunks.finish();
            log.info("sent the state at {} to {}", index, follower);
        }
        throw new IOException("more is agreed on than can be sent");
    }

    private void send(DataOutputStream out, long from) throws IOException, InterruptedException {
        long position = from;
        @Nullable List<Audience.Item> some = audience.from(position, AT_ONCE, PULSE_NANOS);
        while (some != null) {
            for (Audience.Item item : some) {
                Frame.write(out, item.index() > 0 ? Frame.ENTRY : Frame.NOTICE, content -> {
                    content.writeLong(item.index());
                    content.write(item.envelope().encode());
                });
                position = item.position() + 1;
            }
            if (some.isEmpty()) {
                Frame.write(out, Frame.PULSE, content -> {});
            }
            out.flush();
            some = audience.from(position, AT_ONCE, PULSE_NANOS);
        }
        throw new IOException("the follower is too slow");
    }

    private void listen(DataInputStream in) {
        try {
            while (true) {
                Frame.Received frame = Frame.read(in);
                if (frame.kind() != Frame.PROPOSAL) {
                    throw new IOException("followers only propose");
                }
                receiver.onProposal(follower, frame.bytes());
            }
        } catch (IOException gone) {
            log.debug("{} follows no more", follower, gone);
        } catch (RuntimeException problem) {
            log.warn("{} is given up", follower, problem);
        }
        Line.close(peer);
    }
}
