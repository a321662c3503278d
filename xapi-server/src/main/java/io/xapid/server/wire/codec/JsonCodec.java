package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import io.xapid.model.meta.XenType;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.event.EventBatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON-RPC, versions 1.0 and 2.0; an answer has the version of its call. */
public final class JsonCodec implements CallCodec {
    private static final byte[] RESULT_1 = ascii("{\"result\":");
    private static final byte[] RESULT_1_END = ascii(",\"error\":null,\"id\":");
    private static final byte[] ERROR_1 = ascii("{\"result\":null,\"error\":");
    private static final byte[] RESULT_2 = ascii("{\"jsonrpc\":\"2.0\",\"result\":");
    private static final byte[] ERROR_2 = ascii("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1,\"message\":");
    private static final byte[] DATA_2 = ascii(",\"data\":");
    private static final byte[] ID = ascii(",\"id\":");
    private static final XenType<List<String>> STRINGS = XenType.set(XenType.STRING);

    private final CallLimits limits;
    private final JsonFactory factory;
    private final JsonFormat format = new JsonFormat();
    private final ValueWriter values;
    private final SharedAnswers<byte[]> batches = new SharedAnswers<>();

    public JsonCodec(CallLimits limits, RenderingCache cache, DerivedValues derived) {
        this.limits = limits;
        this.factory = JsonCallReader.factory(limits);
        this.values = new ValueWriter(format, cache, derived);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public DecodedCall read(byte[] body, int length, WireCall.Caller caller) throws MalformedCallException {
        if (length > limits.bodyBytes()) {
            throw new MalformedCallException("body too large");
        }
        String text = ParameterText.decode(body, length);
        boolean isFaithful = ParameterText.isFaithful(text, body, length);
        try (var json = factory.createParser(text)) {
            var envelope = new JsonCallReader(json, limits).read();
            var call = new WireCall(envelope.method(), envelope.parameters(), caller);
            return new JsonCall(call, refusal(envelope, isFaithful), envelope);
        } catch (IOException e) {
            throw new MalformedCallException("not a JSON-RPC call");
        }
    }

    private static Reply.@Nullable Failed refusal(JsonCallReader.Envelope envelope, boolean isFaithful)
            throws MalformedCallException {
        if (!isFaithful) {
            return ParameterText.refuse(envelope.parameters());
        }
        String duplicate = envelope.duplicate();
        return duplicate == null
                ? null
                : new Reply.Failed(List.of("INVALID_VALUE", duplicate, "duplicate struct member"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** A call with what its answer repeats. */
    private final class JsonCall implements DecodedCall {
        private final WireCall call;
        private final Reply.@Nullable Failed refusal;
        private final JsonCallReader.Envelope envelope;

        JsonCall(WireCall call, Reply.@Nullable Failed refusal, JsonCallReader.Envelope envelope) {
            this.call = call;
            this.refusal = refusal;
            this.envelope = envelope;
        }

        @Override
        public WireCall call() {
            return call;
        }

        @Override
        public Optional<Reply.Failed> refusal() {
            return Optional.ofNullable(refusal);
        }

        @Override
        public ByteChunks answer(Reply reply) {
            var out = new ChunkBuffer();
            if (reply instanceof Reply.Success success) {
                out.put(envelope.isVersion2() ? RESULT_2 : RESULT_1);
                result(out, success);
                out.put(envelope.isVersion2() ? ID : RESULT_1_END);
            } else if (reply instanceof Reply.Bare bare) {
                out.put(envelope.isVersion2() ? RESULT_2 : RESULT_1);
                values.write(out, bare.type(), bare.value(), bare.state());
                out.put(envelope.isVersion2() ? ID : RESULT_1_END);
            } else if (reply instanceof Reply.Failed failed) {
                failure(out, failed.description());
                out.put(ID);
            }
            if (envelope.idIsText()) {
                format.string(out, envelope.id());
            } else {
                out.ascii(envelope.id());
            }
            out.put('}');
            return out.finish();
        }

        private void result(ChunkBuffer out, Reply.Success success) {
            EventBatch batch = SharedAnswers.batchForMany(success);
            if (batch == null) {
                values.write(out, success.type(), success.value(), success.state());
                return;
            }
            byte[] bytes = batches.find(batch);
            if (bytes == null) {
                var alone = new ChunkBuffer();
                values.write(alone, success.type(), batch, success.state());
                bytes = alone.takeBytes();
                if (bytes.length <= SharedAnswers.LARGEST_BYTES) {
                    batches.keep(batch, bytes);
                }
            }
            out.share(bytes, 0, bytes.length);
        }

        private void failure(ChunkBuffer out, List<String> description) {
            if (!envelope.isVersion2()) {
                out.put(ERROR_1);
                values.writeStateless(out, STRINGS, description);
                return;
            }
            out.put(ERROR_2);
            format.string(out, description.get(0));
            out.put(DATA_2);
            values.writeStateless(out, STRINGS, description.subList(1, description.size()));
            out.put('}');
        }
    }
}
