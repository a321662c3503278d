package io.xapid.server.wire;

import io.xapid.server.api.Permissions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets through to a handler who may use it, and answers refusals, its own and the handler's. */
public final class GuardedHandler implements StreamHandler {
    private static final Logger log = LoggerFactory.getLogger(GuardedHandler.class);

    private final HandlerAuthentication authentication;
    private final Permissions permissions;
    private final String action;
    private final String label;
    private final Inside inside;

    /** A handler behind the guard. */
    @FunctionalInterface
    public interface Inside {
        void handle(StreamExchange exchange, Visitor visitor) throws Refusal, IOException, InterruptedException;
    }

    /**
     * @param action names the permission, such as {@code http/get_export}
     * @param label what the request is for, as people are asked for a password for it
     */
    public GuardedHandler(
            HandlerAuthentication authentication, Permissions permissions, String action, String label, Inside inside) {
        this.authentication = authentication;
        this.permissions = permissions;
        this.action = action;
        this.label = label;
        this.inside = inside;
    }

    @Override
    public void handle(StreamExchange exchange) throws IOException, InterruptedException {
        CompletableFuture<Visitor> who =
                authentication.identify(exchange, label).toCompletableFuture();
        if (who.isDone()) {
            enter(exchange, who);
        } else {
            exchange.resume(who, later -> enter(later, who));
        }
    }

    private void enter(StreamExchange exchange, CompletableFuture<Visitor> who)
            throws IOException, InterruptedException {
        try {
            Visitor visitor = known(who);
            try {
                visitor.require(permissions, action);
                inside.handle(exchange, visitor);
            } finally {
                if (!visitor.isKept()) {
                    visitor.close();
                }
            }
        } catch (Refusal no) {
            log.info(
                    "{} {} from {} refused with {}",
                    exchange.method(),
                    LogText.of(exchange.path()),
                    exchange.caller().address(),
                    no.status());
            exchange.error(no.status(), no.headers(), no.explanation());
        }
    }

    /** @param who has ended */
    private static Visitor known(CompletionStage<Visitor> who) throws Refusal {
        try {
            return who.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Refusal no) {
                throw no;
            }
            throw failed;
        }
    }
}
