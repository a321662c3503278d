package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.XenModel;
import io.xapid.model.meta.XenType;
import io.xapid.server.api.CallHandler;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.wire.codec.CallCodec;
import io.xapid.server.wire.codec.DecodedCall;
import io.xapid.server.wire.codec.MalformedCallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The XenAPI as a command calls it: through the dispatcher, like any other client, with a session of its own. Values are
 * those of JSON: strings, numbers, booleans, lists and maps.
 */
final class Api {
    static final String NULL = "OpaqueRef:NULL";
    private static final byte[] ENVELOPE =
            "{\"jsonrpc\":\"2.0\",\"method\":\"cli\",\"params\":[],\"id\":1}".getBytes(UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double SECONDS_A_LOOK = 5;
    private static final double SECONDS_A_TURN = 0.5;

    private final CallHandler calls;
    private final CallCodec codec;
    private final XenModel model;
    private final WireCall.Caller caller;
    private final BooleanSupplier wanted;
    private String session = "";
    private @Nullable ProgressBar bar;

    /** @param wanted whether the client is still there */
    Api(CallHandler calls, CallCodec codec, XenModel model, WireCall.Caller caller, BooleanSupplier wanted) {
        this.calls = calls;
        this.codec = codec;
        this.model = model;
        this.caller = caller;
        this.wanted = wanted;
    }

    XenModel model() {
        return model;
    }

    void login(String user, String password) throws ApiFailure, IOException, InterruptedException {
        session = (String) send("session.login_with_password", List.of(user, password, "1.0", "cli"));
    }

    /** Works with a session that somebody else opened, and will close. */
    void adopt(String reference) {
        session = reference;
    }

    void logout() throws ApiFailure, IOException, InterruptedException {
        send("session.logout", List.of(session));
    }

    /** Has tasks show how far they have come. */
    void show(ProgressBar wished) {
        bar = wished;
    }

    /** The host that the session is with. */
    Object host() throws ApiFailure, IOException, InterruptedException {
        return call("session.get_this_host", session);
    }

    /** A place of this server with what lets the client in there: the session of the command, while that lasts. */
    String signed(String place) {
        return place + (place.contains("?") ? "&" : "?") + "session_id=" + session;
    }

    boolean has(String message) {
        return model.message(message).isPresent();
    }

    /** Calls and waits. */
    Object call(String message, Object... arguments) throws ApiFailure, IOException, InterruptedException {
        var parameters = new ArrayList<Object>();
        parameters.add(session);
        parameters.addAll(List.of(arguments));
        return send(message, parameters);
    }

    /** Has it done as a task where that is possible, which is cancelled when the client goes. */
    Object run(String message, Object... arguments) throws ApiFailure, IOException, InterruptedException {
        MessageDef definition = model.message(message).orElse(null);
        if (definition == null || !definition.hasAsync()) {
            return call(message, arguments);
        }
        boolean isSimple =
                switch (definition.result().kind()) {
                    case VOID, REF -> true;
                    default -> false;
                };
        if (!isSimple) {
            return call(message, arguments); // what a task keeps of other results is text for people
        }
        String task = (String) call("Async." + message, arguments);
        return result(definition.result(), await(task));
    }

    private static Object result(XenType<?> type, Map<?, ?> task) {
        String text = String.valueOf(task.get("result"));
        return type.kind() == XenType.Kind.VOID
                ? ""
                : text.replace("<value>", "").replace("</value>", "");
    }

    private Map<?, ?> await(String task) throws ApiFailure, IOException, InterruptedException {
        String token = "";
        try {
            while (true) {
                if (!wanted.getAsBoolean()) { // calls that are answered soon do not look
                    throw new ClientGoneException();
                }
                var batch = (Map<?, ?>) call(
                        "event.from", List.of("task/" + task), token, bar == null ? SECONDS_A_LOOK : SECONDS_A_TURN);
                token = String.valueOf(batch.get("token"));
                var record = (Map<?, ?>) call("task.get_record", task);
                String status = String.valueOf(record.get("status"));
                if (bar != null) {
                    bar.show(record.get("progress") instanceof Number done ? done.doubleValue() : 0);
                }
                if (status.equals("success")) {
                    leaveBar(true);
                    return record;
                }
                if (status.equals("failure") || status.equals("cancelled")) {
                    leaveBar(false);
                    List<String> error = Records.several(record, "error_info").stream()
                            .map(String::valueOf)
                            .toList();
                    throw new ApiFailure(
                            error.isEmpty() ? List.of("TASK_CANCELLED", task) : error,
                            String.valueOf(record.get("backtrace")));
                }
            }
        } catch (IOException gone) {
            tell("task.cancel", task);
            throw gone;
        } finally {
            tell("task.destroy", task);
        }
    }

    private void leaveBar(boolean isDone) throws IOException {
        if (bar != null) {
            bar.end(isDone);
        }
    }

    /** Says something to a task that may be over, or pending, and then ends by itself. */
    private void tell(String message, String task) throws IOException, InterruptedException {
        try {
            send(message, List.of(session, task));
        } catch (ApiFailure tooLateOrTooEarly) {
            return;
        }
    }

    private Object send(String message, List<Object> parameters) throws ApiFailure, IOException, InterruptedException {
        boolean isAboutEnd = message.equals("session.logout") || message.startsWith("task.");
        CompletableFuture<Reply> answer =
                calls.answer(new WireCall(message, parameters, caller)).toCompletableFuture();
        while (true) {
            try {
                return value(answer.get(1, TimeUnit.SECONDS));
            } catch (TimeoutException notYet) {
                if (!isAboutEnd && !wanted.getAsBoolean()) {
                    answer.cancel(false);
                    throw new ClientGoneException();
                }
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private Object value(Reply reply) throws ApiFailure, IOException {
        if (reply instanceof Reply.Failed failed) {
            throw new ApiFailure(failed.description());
        }
        DecodedCall envelope;
        try {
            envelope = codec.read(ENVELOPE, ENVELOPE.length, caller);
        } catch (MalformedCallException impossible) {
            throw new IllegalStateException(impossible);
        }
        JsonNode result = JSON.readTree(envelope.answer(reply).toByteArray()).get("result");
        Object value = JSON.convertValue(result, Object.class);
        return value == null ? "" : value;
    }

    /** Nobody waits for the outcome any more. */
    static final class ClientGoneException extends IOException {
        private static final long serialVersionUID = 1;

        ClientGoneException() {
            super("the client has gone");
        }
    }
}
