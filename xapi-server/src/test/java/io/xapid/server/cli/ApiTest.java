package io.xapid.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.XenType;
import io.xapid.server.api.ApiKit;
import io.xapid.server.api.CallHandler;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.wire.RawTalk;
import io.xapid.server.wire.codec.CallLimits;
import io.xapid.server.wire.codec.JsonCodec;
import io.xapid.server.wire.codec.RenderingCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a command's task when nobody waits for it any more. */
@Timeout(60)
class ApiTest {
    private static final String TASK = "OpaqueRef:task";

    private final ApiKit kit = new ApiKit();
    private final List<String> called = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void close() {
        kit.close();
    }

    /** A server whose only task never ends. */
    private final CallHandler server = new CallHandler() {
        @Override
        public CompletionStage<Reply> answer(WireCall call) {
            called.add(call.method());
            return switch (call.method()) {
                case "Async.VM.pause" -> answerOf(XenType.STRING, TASK);
                case "event.from" -> answerOf(XenType.STRING_MAP, Map.of("token", "t"));
                case "task.get_record" -> answerOf(XenType.STRING_MAP, Map.of("status", "pending"));
                default -> answerOf(XenType.STRING, "");
            };
        }
    };

    private <T> CompletionStage<Reply> answerOf(XenType<T> type, T value) {
        return CompletableFuture.completedFuture(new Reply.Success(type, value, kit.store.snapshot()));
    }

    private Api api() {
        return new Api(
                server,
                new JsonCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none()),
                ApiKit.MODEL,
                new WireCall.Caller("127.0.0.1", false, Map.of()),
                () -> looks.incrementAndGet() < 3);
    }

    @Test
    void theTaskOfAClientThatHasGoneIsCancelled() {
        assertThatThrownBy(() -> api().run("VM.pause", "OpaqueRef:vm")).isInstanceOf(Api.ClientGoneException.class);
        assertThat(called).contains("task.cancel").endsWith("task.destroy");
    }

    @Test
    void theTaskOfAClientThatTakesNoMoreOfItsProgressIsCancelled() {
        Api api = api();
        api.show(new ProgressBar(new ThinTalk(new DeafClient()), System::nanoTime));
        assertThatThrownBy(() -> api.run("VM.pause", "OpaqueRef:vm")).isInstanceOf(IOException.class);
        assertThat(called).contains("task.cancel").endsWith("task.destroy");
    }

    /** A client whose connection is broken. */
    private static final class DeafClient implements RawTalk {
        @Override
        public InputStream in() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream out() {
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    throw new IOException("nobody is there");
                }
            };
        }

        @Override
        public void patience(Duration time) {
            // it never answers
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }
}
