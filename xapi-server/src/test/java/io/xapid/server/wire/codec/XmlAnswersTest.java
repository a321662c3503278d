package io.xapid.server.wire.codec;

import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.DATETIME;
import static io.xapid.model.meta.XenType.FLOAT;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.VOID;
import static io.xapid.model.meta.XenType.enumOf;
import static io.xapid.model.meta.XenType.map;
import static io.xapid.model.meta.XenType.ref;
import static io.xapid.model.meta.XenType.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.EventOperation;
import io.xapid.model.event.TaskOperation;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.pool.Secret;
import io.xapid.model.storage.ProbeResult;
import io.xapid.model.storage.SrStat;
import io.xapid.model.store.Row;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.UntypedResult;
import io.xapid.server.event.EventBatch;
import io.xapid.server.event.EventList;
import io.xapid.server.event.WireEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class XmlAnswersTest {
    private static final Ref<Secret> REF = Ref.of("OpaqueRef:1");
    private static final String RECORD = "<value><struct><member><name>uuid</name><value>u</value></member>"
            + "<member><name>other_config</name><value><struct></struct></value></member>"
            + "<member><name>value</name><value>v</value></member></struct></value>";

    private final XmlCodec codec = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), DerivedValues.none());

    @Test
    void wrapsASuccess() throws MalformedCallException {
        assertThat(answer(new Reply.Success(STRING, "x", Fixture.EMPTY)))
                .isEqualTo("<?xml version=\"1.0\"?><methodResponse><params><param><value><struct>"
                        + "<member><name>Status</name><value>Success</value></member>"
                        + "<member><name>Value</name><value>x</value></member>"
                        + "</struct></value></param></params></methodResponse>");
    }

    @Test
    void wrapsAFailure() throws MalformedCallException {
        assertThat(answer(new Reply.Failed(List.of("HANDLE_INVALID", "VM", "OpaqueRef:123"))))
                .isEqualTo("<?xml version=\"1.0\"?><methodResponse><params><param><value><struct>"
                        + "<member><name>Status</name><value>Failure</value></member>"
                        + "<member><name>ErrorDescription</name><value><array><data>"
                        + "<value>HANDLE_INVALID</value><value>VM</value><value>OpaqueRef:123</value>"
                        + "</data></array></value></member></struct></value></param></params></methodResponse>");
    }

    @Test
    void leavesTheListOfMethodsBare() throws MalformedCallException {
        assertThat(answer(new Reply.Bare(set(STRING), List.of("VM.start"), Fixture.EMPTY)))
                .isEqualTo("<?xml version=\"1.0\"?><methodResponse><params><param>"
                        + "<value><array><data><value>VM.start</value></data></array></value>"
                        + "</param></params></methodResponse>");
    }

    @Test
    void writesStringsUntyped() {
        assertThat(value(STRING, "text")).isEqualTo("<value>text</value>");
        assertThat(value(STRING, "")).isEqualTo("<value></value>");
        assertThat(value(STRING, " \t\n ")).isEqualTo("<value> \t\n </value>");
        assertThat(value(ref("VM"), Ref.none())).isEqualTo("<value>OpaqueRef:NULL</value>");
        assertThat(value(enumOf(EventOperation.class), EventOperation.MOD)).isEqualTo("<value>mod</value>");
    }

    @Test
    void escapesWhatXmlNeedsAndDropsControlCharacters() {
        assertThat(value(STRING, "a<b>&\"c\"'d'\u0000\u0008\u001f\u007f\u00e9\ud83d\ude00"))
                .isEqualTo("<value>a&lt;b&gt;&amp;&quot;c&quot;'d'\u007f\u00e9\ud83d\ude00</value>");
    }

    @Test
    void writesIntegersAsStringsAndTheOthersTyped() {
        assertThat(value(INT, 42L)).isEqualTo("<value>42</value>");
        assertThat(value(INT, Long.MIN_VALUE)).isEqualTo("<value>-9223372036854775808</value>");
        assertThat(value(FLOAT, 0.25)).isEqualTo("<value><double>0.25</double></value>");
        assertThat(value(FLOAT, 1e20)).isEqualTo("<value><double>1e+20</double></value>");
        assertThat(value(BOOL, true)).isEqualTo("<value><boolean>1</boolean></value>");
        assertThat(value(BOOL, false)).isEqualTo("<value><boolean>0</boolean></value>");
        assertThat(value(DATETIME, Instant.parse("2024-01-31T09:05:00Z")))
                .isEqualTo("<value><dateTime.iso8601>20240131T09:05:00Z</dateTime.iso8601></value>");
        assertThat(value(DATETIME, Instant.EPOCH))
                .isEqualTo("<value><dateTime.iso8601>19700101T00:00:00Z</dateTime.iso8601></value>");
        assertThat(value(VOID, null)).isEqualTo("<value></value>");
    }

    @Test
    void writesSetsAndMapsFullAndEmpty() {
        assertThat(value(set(STRING), List.of())).isEqualTo("<value><array><data></data></array></value>");
        assertThat(value(set(INT), List.of(1L, 2L)))
                .isEqualTo("<value><array><data><value>1</value><value>2</value></data></array></value>");
        assertThat(value(map(STRING, STRING), Map.of())).isEqualTo("<value><struct></struct></value>");
        assertThat(value(map(INT, FLOAT), Map.of(7L, 1.0)))
                .isEqualTo("<value><struct><member><name>7</name><value><double>1</double></value></member>"
                        + "</struct></value>");
        assertThat(value(map(ref("task"), enumOf(TaskOperation.class)), Map.of(REF, TaskOperation.CANCEL)))
                .isEqualTo("<value><struct><member><name>OpaqueRef:1</name><value>cancel</value></member>"
                        + "</struct></value>");
    }

    @Test
    void escapesNamesOfMembersTooSinceClientsCouldNotReadThemOtherwise() {
        assertThat(value(map(STRING, STRING), Map.of("a<b", "c")))
                .isEqualTo("<value><struct><member><name>a&lt;b</name><value>c</value></member></struct></value>");
    }

    @Test
    void writesARecordWithEveryFieldAndDefaults() {
        assertThat(value(XenType.record("secret"), secret())).isEqualTo(RECORD);
    }

    @Test
    void writesTheSameRecordFromWhatItKept() {
        var state = Fixture.apply(
                Fixture.EMPTY, Fixture.insert(Secret.CLASS, REF, Map.of(Secret.UUID, "u", Secret.VALUE, "v")));
        Row<Secret> row = Fixture.row(state, Secret.CLASS, REF);
        String all = "<value><struct><member><name>OpaqueRef:1</name>" + RECORD + "</member></struct></value>";
        for (int round = 0; round < 3; round++) {
            assertThat(codec.valueText(XenType.record("secret"), row, state)).isEqualTo(RECORD);
            assertThat(codec.valueText(map(ref("secret"), XenType.record("secret")), Map.of(REF, row), state))
                    .isEqualTo(all);
            assertThat(codec.valueText(map(ref("secret"), XenType.record("secret")), List.of(row), state))
                    .isEqualTo(all);
        }
    }

    @Test
    void leavesAbsentOptionsOut() {
        Row<ProbeResult> nothing = Row.of(ProbeResult.CLASS, Map.of(ProbeResult.COMPLETE, true));
        Row<SrStat> stat = Row.of(SrStat.CLASS, Map.of(SrStat.NAME_LABEL, "n"));
        Row<ProbeResult> found = Row.of(ProbeResult.CLASS, Map.of(ProbeResult.SR, Optional.of(stat)));

        assertThat(value(XenType.record("probe_result"), nothing))
                .isEqualTo("<value><struct><member><name>configuration</name><value><struct></struct></value></member>"
                        + "<member><name>complete</name><value><boolean>1</boolean></value></member>"
                        + "<member><name>extra_info</name><value><struct></struct></value></member></struct></value>");
        assertThat(value(XenType.record("probe_result"), found))
                .contains("<member><name>sr</name><value><struct><member><name>name_label</name><value>n</value>")
                .doesNotContain("uuid");
    }

    @Test
    void writesABatchOfEvents() {
        var batch = new EventBatch(
                List.of(
                        new WireEvent(5, "0.0", "secret", EventOperation.ADD, "OpaqueRef:1", secret()),
                        new WireEvent(6, "0.0", "vm", EventOperation.DEL, "OpaqueRef:2", null)),
                Map.of("vm", 7),
                "00000000000000000006,00000000000000000000");
        assertThat(value(VOID, batch))
                .isEqualTo("<value><struct><member><name>events</name><value><array><data><value><struct>"
                        + "<member><name>id</name><value>5</value></member>"
                        + "<member><name>timestamp</name><value>0.0</value></member>"
                        + "<member><name>class</name><value>secret</value></member>"
                        + "<member><name>operation</name><value>add</value></member>"
                        + "<member><name>ref</name><value>OpaqueRef:1</value></member>"
                        + "<member><name>snapshot</name>" + RECORD + "</member></struct></value><value><struct>"
                        + "<member><name>id</name><value>6</value></member>"
                        + "<member><name>timestamp</name><value>0.0</value></member>"
                        + "<member><name>class</name><value>vm</value></member>"
                        + "<member><name>operation</name><value>del</value></member>"
                        + "<member><name>ref</name><value>OpaqueRef:2</value></member>"
                        + "</struct></value></data></array></value></member>"
                        + "<member><name>valid_ref_counts</name><value><struct><member><name>vm</name>"
                        + "<value><i4>7</i4></value></member></struct></value></member>"
                        + "<member><name>token</name><value>00000000000000000006,00000000000000000000</value></member>"
                        + "</struct></value>");
    }

    @Test
    void writesAListOfEventsAsAnArray() {
        var list = new EventList(List.of(new WireEvent(6, "17.", "vm", EventOperation.DEL, "OpaqueRef:2", null)));
        assertThat(value(VOID, list)).startsWith("<value><array><data><value><struct><member><name>id</name>");
        assertThat(value(VOID, new EventList(List.of()))).isEqualTo("<value><array><data></data></array></value>");
    }

    @Test
    void givesUntypedValuesBack() {
        assertThat(value(VOID, new UntypedResult(List.of("a", 1L, Map.of("k", true)))))
                .isEqualTo("<value><array><data><value>a</value><value><i4>1</i4></value><value><struct><member>"
                        + "<name>k</name><value><boolean>1</boolean></value></member></struct></value>"
                        + "</data></array></value>");
    }

    private static Row<Secret> secret() {
        return Row.of(Secret.CLASS, Map.of(Secret.UUID, "u", Secret.VALUE, "v"));
    }

    private String value(XenType<?> type, @Nullable Object value) {
        return codec.valueText(type, value, Fixture.EMPTY);
    }

    private String answer(Reply reply) throws MalformedCallException {
        DecodedCall call = Fixture.read(codec, "<methodCall><methodName>m</methodName></methodCall>");
        return Fixture.text(call.answer(reply));
    }
}
