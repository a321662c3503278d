package io.xapid.server.pool;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.LogException;
import io.xapid.server.wire.Refusal;
import io.xapid.server.wire.StreamExchange;
import io.xapid.server.wire.Visitor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where hosts that want to join speak to the pool. */
final class JoinHandler {
    private static final Logger log = LoggerFactory.getLogger(JoinHandler.class);
    private static final int LONGEST = 32 << 20; // what it brings must fit into one entry of the log
    private static final int OK = 200;
    private static final String TYPE = "application/json";

    private final Reception reception;

    JoinHandler(Reception reception) {
        this.reception = reception;
    }

    /** {@code GET}: what a host must know to decide whether it can join. */
    void tell(StreamExchange exchange, Visitor visitor) throws IOException {
        exchange.answer(OK, TYPE, Map.of(), JoinWords.encode(reception.facts()));
    }

    /** {@code POST}: lets it in. */
    void admit(StreamExchange exchange, Visitor visitor) throws Refusal, IOException {
        JoinWords.Wish wish = read(exchange, JoinWords.Wish.class);
        answer(exchange, () -> reception.admit(wish, visitor.session().orElse(Ref.none())));
    }

    /** {@code PUT}: it has changed its mind. */
    void withdraw(StreamExchange exchange, Visitor visitor) throws Refusal, IOException {
        JoinWords.Withdrawal withdrawal = read(exchange, JoinWords.Withdrawal.class);
        answer(exchange, () -> {
            reception.withdraw(withdrawal);
            return List.of();
        });
    }

    private interface Answering {
        Object answer() throws IOException;
    }

    private static void answer(StreamExchange exchange, Answering answering) throws IOException {
        Object answer;
        int status = OK;
        try {
            answer = answering.answer();
        } catch (Failure refusal) {
            answer = refusal.description();
            status = JoinWords.REFUSED;
        } catch (LogException unkept) {
            log.error("a host could not join", unkept);
            exchange.error(503, Map.of(), "The change could not be kept");
            return;
        }
        exchange.answer(status, TYPE, Map.of(), JoinWords.encode(answer));
    }

    private static <T> T read(StreamExchange exchange, Class<T> kind) throws Refusal, IOException {
        byte[] body = exchange.body().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new Refusal(413, Map.of(), "a host brings at most %d bytes".formatted(LONGEST));
        }
        try {
            return JoinWords.decode(body, kind);
        } catch (IOException unreadable) {
            throw new Refusal(400, Map.of(), String.valueOf(unreadable.getMessage()));
        }
    }
}
