package io.xapid.server.wire;

import io.xapid.server.api.CallHandler;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.event.EventBatch;
import io.xapid.server.wire.codec.ByteChunks;
import io.xapid.server.wire.codec.CallCodec;
import io.xapid.server.wire.codec.DecodedCall;
import io.xapid.server.wire.codec.MalformedCallException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes calls of one wire form and answers them.
 *
 * <p>A call is read, handed on and, when its answer is there at once and small, answered on the thread that found its
 * bytes. Everything else goes on elsewhere, and holds no thread while it waits.
 */
final class RpcEndpoint {
    private static final Logger log = LoggerFactory.getLogger(RpcEndpoint.class);
    private static final int MANY_ELEMENTS = 256;
    private static final HttpField ANY_ORIGIN = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    private static final HttpField ALLOWED_HEADERS =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, "X-Requested-With");
    private static final HttpField KEEP_ALIVE = new HttpField((HttpHeader) null, "Connection", "keep-alive");
    private static final HttpField CLOSE = new HttpField((HttpHeader) null, "Connection", "close");

    private final CallCodec codec;
    private final CallHandler handler;
    private final FrontDoorSettings.Limits limits;
    private final Deliveries deliveries;
    private final HttpField contentType;
    private final NewsHeads heads = new NewsHeads();

    RpcEndpoint(CallCodec codec, CallHandler handler, FrontDoorSettings.Limits limits, Deliveries deliveries) {
        this.deliveries = deliveries;
        this.codec = codec;
        this.handler = handler;
        this.limits = limits;
        this.contentType = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, codec.contentType());
    }

    void handle(Request request, WireCall.Caller caller, Response response, Callback callback) {
        if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            HtmlPages.error(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, "compressed bodies are not read");
        } else {
            new BodyReader(
                            request,
                            limits.call().bodyBytes(),
                            limits.bodyTime(),
                            new Exchange(request, caller, response, callback))
                    .run();
        }
    }

    private static boolean isLarge(Reply reply) {
        Object value = reply instanceof Reply.Success success ? success.value() : null;
        return (value instanceof Collection<?> elements && elements.size() > MANY_ELEMENTS)
                || (value instanceof Map<?, ?> map && map.size() > MANY_ELEMENTS)
                || (value instanceof EventBatch batch && batch.events().size() > MANY_ELEMENTS);
    }

    /** Whether others are probably given the same answer now, whose bytes are made once. */
    private static boolean isForMany(@Nullable Reply reply) {
        return reply instanceof Reply.Success success && success.value() instanceof EventBatch && !isLarge(reply);
    }

    /** One request on its way. */
    private final class Exchange implements BodyReader.Receiver {
        private final Request request;
        private final WireCall.Caller caller;
        private final Response response;
        private final Callback callback;

        Exchange(Request request, WireCall.Caller caller, Response response, Callback callback) {
            this.request = request;
            this.caller = caller;
            this.response = response;
            this.callback = callback;
        }

        @Override
        public void whole(byte[] body, int length) {
            DecodedCall call;
            try {
                call = codec.read(body, length, caller);
            } catch (MalformedCallException e) {
                refuse(String.valueOf(e.getMessage()));
                return;
            }
            Reply refusal = call.refusal().orElse(null);
            if (refusal != null) {
                answer(call, refusal);
            } else {
                handOn(call);
            }
        }

        @Override
        public void tooLarge() {
            refuse("the body is larger than " + limits.call().bodyBytes() + " bytes");
        }

        @Override
        public void failed(Throwable cause) {
            if (cause instanceof TimeoutException) {
                HtmlPages.error(response, callback, HttpStatus.REQUEST_TIMEOUT_408, "the body took too long");
            } else {
                callback.failed(cause); // the client went away
            }
        }

        private void handOn(DecodedCall call) {
            CompletableFuture<Reply> reply = handler.answer(call.call()).toCompletableFuture();
            Executor elsewhere = request.getComponents().getExecutor();
            Reply ready = reply.isDone() && !reply.isCompletedExceptionally() ? reply.getNow(null) : null;
            if (ready == null) {
                wait(call, reply, elsewhere);
            } else if (isLarge(ready)) {
                elsewhere.execute(() -> answer(call, ready));
            } else {
                answer(call, ready);
            }
        }

        private void wait(DecodedCall call, CompletableFuture<Reply> reply, Executor elsewhere) {
            var connection = (ApiConnection) request.getConnectionMetaData().getConnection();
            var pending = new PendingCall(connection, limits.halfClosedTime(), cause -> {
                reply.cancel(false); // whoever works on it may as well stop
                connection.getEndPoint().close(); // so that nobody tries to explain
                callback.failed(new EofException(cause));
            });
            request.addIdleTimeoutListener(timeout -> false); // a call may wait as long as it likes
            connection.await(pending);
            reply.handle((late, failure) -> {
                        if (isForMany(late)) {
                            tellAtOnce(connection, pending, call, late);
                        } else {
                            elsewhere.execute(() -> conclude(pending, call, late, failure));
                        }
                        return true;
                    })
                    .exceptionally(noThread -> !pending.settle() || abandon(noThread));
        }

        private void conclude(
                PendingCall pending, DecodedCall call, @Nullable Reply ready, @Nullable Throwable failure) {
            if (!pending.settle()) {
                return;
            }
            if (ready == null) {
                log.error(
                        "Call {} ended without an answer",
                        LogText.of(call.call().method()),
                        failure);
                refuse("");
            } else {
                answer(call, ready);
            }
        }

        /** What others are told too is sent by the thread that found it, with no switch of threads before each of them. */
        private void tellAtOnce(ApiConnection connection, PendingCall pending, DecodedCall call, Reply ready) {
            if (!pending.settle()) {
                return;
            }
            ByteChunks body = prepare(call, ready);
            if (body != null && body.length() <= AnswerSender.BUFFER_BYTES && connection.canSendAhead()) {
                sendAhead(connection, body);
            }
            try {
                deliveries.execute(() -> send(body));
            } catch (RejectedExecutionException e) {
                abandon(e);
            }
        }

        private void sendAhead(ApiConnection connection, ByteChunks body) {
            try {
                connection.sendAhead(heads.answer(response.getHeaders(), body));
            } catch (IOException e) {
                log.warn("News could not be sent ahead", e); // they are sent all the same
            }
        }

        /** There was no thread left to answer on: the daemon is going down. */
        private boolean abandon(Throwable cause) {
            callback.failed(cause);
            return true;
        }

        private void answer(DecodedCall call, Reply reply) {
            send(prepare(call, reply));
        }

        /** Sets the head of an answer. Gives its body, or null if it cannot be written. */
        private @Nullable ByteChunks prepare(DecodedCall call, Reply reply) {
            ByteChunks body;
            try {
                body = call.answer(reply);
            } catch (RuntimeException e) {
                log.error(
                        "The answer to {} could not be written",
                        LogText.of(call.call().method()),
                        e);
                return null;
            }
            response.setStatus(HttpStatus.OK_200);
            HttpFields.Mutable headers = response.getHeaders();
            headers.add(contentType);
            headers.add(ANY_ORIGIN);
            headers.add(ALLOWED_HEADERS);
            headers.add(HtmlPages.NO_CACHE);
            sayWhatBecomesOfTheConnection(headers);
            headers.put(HttpHeader.CONTENT_LENGTH, body.length());
            return body;
        }

        private void send(@Nullable ByteChunks body) {
            if (body == null) {
                refuse("");
            } else {
                AnswerSender.send(response, callback, request.getComponents().getByteBufferPool(), body);
            }
        }

        /** Says what Jetty leaves to the version's default. */
        private void sayWhatBecomesOfTheConnection(HttpFields.Mutable headers) {
            boolean stays = request.getConnectionMetaData().isPersistent();
            boolean isNew = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
            if (stays && isNew) {
                headers.add(KEEP_ALIVE);
            } else if (!stays && !isNew) {
                headers.add(CLOSE);
            }
        }

        private void refuse(String information) {
            HtmlPages.error(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, information);
        }
    }
}
