package io.xapid.server.wire.codec;

import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.DATETIME;
import static io.xapid.model.meta.XenType.FLOAT;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.VOID;
import static io.xapid.model.meta.XenType.map;
import static io.xapid.model.meta.XenType.ref;
import static io.xapid.model.meta.XenType.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.EventOperation;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.pool.Secret;
import io.xapid.model.store.Row;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.event.EventBatch;
import io.xapid.server.event.WireEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonAnswersTest {
    private static final Ref<Secret> REF = Ref.of("OpaqueRef:1");
    private static final String RECORD = "{\"uuid\":\"u\",\"other_config\":{},\"value\":\"v\"}";

    private final JsonCodec codec =
            new JsonCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), DerivedValues.none());

    @Test
    void wrapsASuccessInTheVersionOfTheCall() throws MalformedCallException {
        var success = new Reply.Success(STRING, "x", Fixture.EMPTY);
        assertThat(answer1("1", success)).isEqualTo("{\"result\":\"x\",\"error\":null,\"id\":1}");
        assertThat(answer2("1", success)).isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":\"x\",\"id\":1}");
    }

    @Test
    void wrapsAFailureInTheVersionOfTheCall() throws MalformedCallException {
        var failure = new Reply.Failed(List.of("HANDLE_INVALID", "VM", "OpaqueRef:123"));
        assertThat(answer1("1", failure))
                .isEqualTo("{\"result\":null,\"error\":[\"HANDLE_INVALID\",\"VM\",\"OpaqueRef:123\"],\"id\":1}");
        assertThat(answer2("1", failure))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1,\"message\":\"HANDLE_INVALID\","
                        + "\"data\":[\"VM\",\"OpaqueRef:123\"]},\"id\":1}");
    }

    @Test
    void echoesIdsAsTheyCame() throws MalformedCallException {
        var success = new Reply.Success(VOID, null, Fixture.EMPTY);
        assertThat(answer2("0", success)).endsWith(",\"id\":0}");
        assertThat(answer2("-12345678901234567890", success)).endsWith(",\"id\":-12345678901234567890}");
        assertThat(answer2("\"a\\\"b\\u00e9\"", success)).endsWith(",\"id\":\"a\\\"b\u00e9\"}");
        assertThat(answer1("\"\"", success)).isEqualTo("{\"result\":\"\",\"error\":null,\"id\":\"\"}");
    }

    @Test
    void writesRealNumbersAndBooleans() throws MalformedCallException {
        assertThat(value(INT, Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(value(FLOAT, 1.0)).isEqualTo("1.0");
        assertThat(value(FLOAT, 0.25)).isEqualTo("0.25");
        assertThat(value(FLOAT, 1e20)).isEqualTo("1e+20");
        assertThat(value(FLOAT, Double.NaN)).isEqualTo("null");
        assertThat(value(BOOL, true)).isEqualTo("true");
        assertThat(value(BOOL, false)).isEqualTo("false");
        assertThat(value(DATETIME, Instant.parse("2024-01-31T09:05:00Z"))).isEqualTo("\"20240131T09:05:00Z\"");
        assertThat(value(VOID, null)).isEqualTo("\"\"");
    }

    @Test
    void escapesWhatJsonNeeds() throws MalformedCallException {
        assertThat(value(STRING, "a\"b\\c\n\r\t\b\f\u0001<&'\u00e9\ud83d\ude00"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001<&'\u00e9\ud83d\ude00\"");
    }

    @Test
    void writesSetsMapsAndRecords() throws MalformedCallException {
        assertThat(value(set(STRING), List.of())).isEqualTo("[]");
        assertThat(value(set(INT), List.of(1L, 2L))).isEqualTo("[1,2]");
        assertThat(value(map(STRING, STRING), Map.of())).isEqualTo("{}");
        assertThat(value(map(STRING, BOOL), Map.of("a\"", true))).isEqualTo("{\"a\\\"\":true}");
        assertThat(value(XenType.record("secret"), secret())).isEqualTo(RECORD);
    }

    @Test
    void writesSeveralRecordsFromWhatItKept() throws MalformedCallException {
        var state = Fixture.apply(
                Fixture.EMPTY,
                Fixture.insert(Secret.CLASS, REF, Map.of(Secret.UUID, "u", Secret.VALUE, "v")),
                Fixture.insert(Secret.CLASS, Ref.of("OpaqueRef:2"), Map.of(Secret.UUID, "w")));
        var type = map(ref("secret"), XenType.record("secret"));
        List<Row<Secret>> rows =
                List.of(Fixture.row(state, Secret.CLASS, REF), Fixture.row(state, Secret.CLASS, Ref.of("OpaqueRef:2")));
        for (int round = 0; round < 3; round++) {
            assertThat(answer2("1", new Reply.Success(type, rows, state)))
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":{\"OpaqueRef:1\":" + RECORD
                            + ",\"OpaqueRef:2\":{\"uuid\":\"w\",\"other_config\":{},\"value\":\"\"}},\"id\":1}");
        }
    }

    @Test
    void writesABatchOfEvents() throws MalformedCallException {
        var batch = new EventBatch(
                List.of(
                        new WireEvent(5, "0.0", "secret", EventOperation.ADD, "OpaqueRef:1", secret()),
                        new WireEvent(6, "0.0", "vm", EventOperation.DEL, "OpaqueRef:2", null)),
                Map.of("vm", 7),
                "t");
        assertThat(value(VOID, batch))
                .isEqualTo("{\"events\":[{\"id\":5,\"timestamp\":\"0.0\",\"class\":\"secret\",\"operation\":\"add\","
                        + "\"ref\":\"OpaqueRef:1\",\"snapshot\":" + RECORD
                        + "},{\"id\":6,\"timestamp\":\"0.0\",\"class\":\"vm\",\"operation\":\"del\","
                        + "\"ref\":\"OpaqueRef:2\"}],\"valid_ref_counts\":{\"vm\":7},\"token\":\"t\"}");
    }

    private static Row<Secret> secret() {
        return Row.of(Secret.CLASS, Map.of(Secret.UUID, "u", Secret.VALUE, "v"));
    }

    private String value(XenType<?> type, @Nullable Object value) throws MalformedCallException {
        String answer = answer2("1", new Reply.Success(type, value, Fixture.EMPTY));
        return answer.substring("{\"jsonrpc\":\"2.0\",\"result\":".length(), answer.length() - ",\"id\":1}".length());
    }

    private String answer1(String id, Reply reply) throws MalformedCallException {
        return Fixture.text(Fixture.read(codec, "{\"method\":\"m\",\"params\":[],\"id\":" + id + "}")
                .answer(reply));
    }

    private String answer2(String id, Reply reply) throws MalformedCallException {
        return Fixture.text(Fixture.read(codec, "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"id\":" + id + "}")
                .answer(reply));
    }
}
