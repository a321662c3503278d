package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.model.meta.XenType;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.event.EventBatch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** XML-RPC: plain calls are read at sight and all others through Apache's parser; written by our own writer. */
public final class XmlCodec implements CallCodec {
    private static final int KEPT_READERS = 64;
    private static final byte[] HEAD = ascii("<?xml version=\"1.0\"?><methodResponse><params><param>");
    private static final byte[] FOOT = ascii("</param></params></methodResponse>");
    private static final byte[] SUCCESS = ascii(
            "<value><struct><member><name>Status</name><value>Success</value></member>" + "<member><name>Value</name>");
    private static final byte[] FAILURE =
            ascii("<value><struct><member><name>Status</name><value>Failure</value></member>"
                    + "<member><name>ErrorDescription</name>");
    private static final byte[] STATUS_END = ascii("</member></struct></value>");
    private static final XenType<List<String>> STRINGS = XenType.set(XenType.STRING);

    private final CallLimits limits;
    private final ValueWriter values;
    private final ConcurrentLinkedDeque<XmlCallReader> readers = new ConcurrentLinkedDeque<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final SharedAnswers<ByteChunks> answers = new SharedAnswers<>();

    public XmlCodec(CallLimits limits, RenderingCache cache, DerivedValues derived) {
        this.limits = limits;
        this.values = new ValueWriter(new XmlFormat(), cache, derived);
    }

    @Override
    public String contentType() {
        return "text/xml";
    }

    @Override
    public DecodedCall read(byte[] body, int length, WireCall.Caller caller) throws MalformedCallException {
        if (length > limits.bodyBytes()) {
            throw new MalformedCallException("body too large");
        }
        WireCall plain = PlainCall.read(body, length, limits, caller);
        if (plain != null) {
            return new XmlCall(plain, null);
        }
        String text = ParameterText.decode(body, length);
        boolean isFaithful = ParameterText.isFaithful(text, body, length);
        XmlCallReader reader = takeReader();
        try {
            reader.read(text);
            var call = new WireCall(reader.method(), reader.parameters(), caller);
            return new XmlCall(call, isFaithful ? null : ParameterText.refuse(call.parameters()));
        } catch (RefusedContent.DuplicateMember e) {
            var call = new WireCall(reader.method(), List.of(), caller);
            return new XmlCall(call, new Reply.Failed(List.of("INVALID_VALUE", e.name(), "duplicate struct member")));
        } finally {
            putBack(reader);
        }
    }

    /** A value as the text that {@code task.result} holds: the value element, without any envelope. */
    public String valueText(XenType<?> type, @Nullable Object value, Snapshot state) {
        var out = new ChunkBuffer();
        values.write(out, type, value, state);
        return new String(out.takeBytes(), UTF_8);
    }

    private XmlCallReader takeReader() {
        XmlCallReader reader = readers.pollFirst();
        if (reader == null) {
            return new XmlCallReader(limits);
        }
        kept.decrementAndGet();
        return reader;
    }

    private void putBack(XmlCallReader reader) {
        if (reader.isReusable() && kept.get() < KEPT_READERS) {
            kept.incrementAndGet();
            readers.addFirst(reader);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** A call and its form, which is the same for all. */
    private final class XmlCall implements DecodedCall {
        private final WireCall call;
        private final Reply.@Nullable Failed refusal;

        XmlCall(WireCall call, Reply.@Nullable Failed refusal) {
            this.call = call;
            this.refusal = refusal;
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
            EventBatch batch = SharedAnswers.batchForMany(reply);
            ByteChunks known = batch == null ? null : answers.find(batch);
            if (known != null) {
                return known;
            }
            ByteChunks made = write(reply);
            if (batch == null || made.length() > SharedAnswers.LARGEST_BYTES) {
                return made;
            }
            ByteChunks whole = made.inOnePiece();
            answers.keep(batch, whole);
            return whole;
        }

        private ByteChunks write(Reply reply) {
            var out = new ChunkBuffer();
            out.put(HEAD);
            if (reply instanceof Reply.Success success) {
                out.put(SUCCESS);
                values.write(out, success.type(), success.value(), success.state());
                out.put(STATUS_END);
            } else if (reply instanceof Reply.Bare bare) {
                values.write(out, bare.type(), bare.value(), bare.state());
            } else if (reply instanceof Reply.Failed failed) {
                out.put(FAILURE);
                values.writeStateless(out, STRINGS, failed.description());
                out.put(STATUS_END);
            }
            out.put(FOOT);
            return out.finish();
        }
    }
}
