package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.model.AllClasses;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Change;
import io.xapid.model.store.Entry;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.StateMachine;
import io.xapid.server.api.WireCall;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What tests of the codecs share. */
final class Fixture {
    static final WireCall.Caller CALLER = new WireCall.Caller("192.0.2.7", false, Map.of());
    static final Snapshot EMPTY = Snapshot.empty(new Schema(AllClasses.definitions()));

    static final String XML_CALL =
            "<?xml version=\"1.0\"?><methodCall><methodName>VM.create</methodName><params><param>"
                    + "<value>OpaqueRef:s</value></param><param><value><struct><member><name>a</name><value><i4>1</i4></value>"
                    + "</member><member><name>b</name><value><array><data><value><boolean>1</boolean></value><value><double>0.5"
                    + "</double></value><value><nil/></value></data></array></value></member></struct></value></param></params>"
                    + "</methodCall>";
    static final String JSON_CALL = "{\"jsonrpc\":\"2.0\",\"method\":\"VM.create\",\"params\":[\"OpaqueRef:s\","
            + "{\"a\":1,\"b\":[true,0.5,null,\"\\u00e9\"]}],\"id\":7}";

    private Fixture() {}

    static DecodedCall read(CallCodec codec, String body) throws MalformedCallException {
        byte[] bytes = body.getBytes(UTF_8);
        return codec.read(bytes, bytes.length, CALLER);
    }

    static String text(ByteChunks chunks) {
        return new String(chunks.toByteArray(), UTF_8);
    }

    static Snapshot apply(Snapshot state, Change... changes) {
        var entry = new Entry(UUID.randomUUID(), Instant.EPOCH, state.index(), List.of(), Arrays.asList(changes));
        return StateMachine.apply(state, state.index() + 1, entry).state();
    }

    static <C> Change insert(ClassDef<C> definition, Ref<C> ref, Map<Field<?, ?>, Object> values) {
        return new Change.Insert(definition, ref, values);
    }

    static <C> Row<C> row(Snapshot state, ClassDef<C> definition, Ref<C> ref) {
        return Objects.requireNonNull(state.get(definition, ref));
    }
}
