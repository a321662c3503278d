package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.model.meta.XenModel;
import io.xapid.server.api.CallHandler;
import io.xapid.server.wire.HttpRoute;
import io.xapid.server.wire.StreamExchange;
import io.xapid.server.wire.codec.CallCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Serves {@code xe}. Has threads of its own, so that clients who are slow to answer take none from calls. */
public final class CliRoom implements AutoCloseable {
    private static final int LARGEST_BODY = 200 << 10;
    private static final int MOST_AT_ONCE = 64;

    private final Conversation.Surroundings around;
    private final ThreadPoolExecutor talkers;

    /**
     * @param calls where commands call, with the rights of who typed them
     * @param codec makes plain values of answers
     */
    public CliRoom(CallHandler calls, CallCodec codec, XenModel model) {
        this.around = new Conversation.Surroundings(calls, codec, model, Catalogue.of(model));
        this.talkers = new ThreadPoolExecutor(0, MOST_AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            var thread = new Thread(work, "xe");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What clients ask for. */
    public List<HttpRoute> routes() {
        return List.of(new HttpRoute("POST", "/cli", this::serve));
    }

    private void serve(StreamExchange exchange) throws IOException {
        if (exchange.bodyLength() > LARGEST_BODY) {
            exchange.error(413, Map.of(), "more words than a command may have");
            return;
        }
        byte[] body = exchange.body().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            exchange.error(413, Map.of(), "more words than a command may have");
            return;
        }
        List<String> words = List.of(new String(body, UTF_8).split("\r?\n"));
        var caller = exchange.caller();
        exchange.takeOver(talk -> new Conversation(around, caller, new ThinTalk(talk)).hold(words), talkers);
    }

    @Override
    public void close() {
        talkers.shutdownNow();
    }
}
