package io.xapid.server.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall.WireNil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCallsTest {
    private final JsonCodec codec = new JsonCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none());

    @Test
    void readsBothVersions() throws MalformedCallException {
        for (String version : List.of("", "\"jsonrpc\":\"2.0\",")) {
            DecodedCall decoded = Fixture.read(
                    codec, "{" + version + "\"method\":\"VM.get_all\",\"params\":[\"OpaqueRef:s\"],\"id\":1}");
            assertThat(decoded.call().method()).isEqualTo("VM.get_all");
            assertThat(decoded.call().parameters()).containsExactly("OpaqueRef:s");
            assertThat(decoded.call().caller()).isEqualTo(Fixture.CALLER);
            assertThat(decoded.refusal()).isEmpty();
        }
    }

    @Test
    void readsMembersInAnyOrderAndIgnoresOthers() throws MalformedCallException {
        assertThat(Fixture.read(
                                codec,
                                " {\"id\" : \"x\", \"more\": {\"a\": [1, 2]}, \"params\": [1], \"method\": \"m\"} \n")
                        .call()
                        .parameters())
                .containsExactly(1L);
    }

    @Test
    void readsEveryValue() throws MalformedCallException {
        assertThat(parameters("[\"a\\u00e9\\n\", 1, -9223372036854775808, 60.1, 1e3, true, false, null, [], {}]"))
                .containsExactly(
                        "a\u00e9\n", 1L, Long.MIN_VALUE, 60.1, 1000.0, true, false, WireNil.NIL, List.of(), Map.of());
        assertThat(parameters("[{\"a\": [{\"b\": \"c\"}]}]")).containsExactly(Map.of("a", List.of(Map.of("b", "c"))));
    }

    @Test
    void handsIntegersOnAsTextThatFitNowhere() throws MalformedCallException {
        assertThat(parameters("[9223372036854775808]")).containsExactly("9223372036854775808");
    }

    @Test
    void takesParametersOfVersion2InEveryForm() throws MalformedCallException {
        assertThat(version2("")).isEmpty();
        assertThat(version2(",\"params\":null")).isEmpty();
        assertThat(version2(",\"params\":[]")).isEmpty();
        assertThat(version2(",\"params\":[\"a\"]")).containsExactly("a");
        assertThat(version2(",\"params\":{\"a\":\"b\"}")).containsExactly(Map.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "1",
                "null",
                "\"m\"",
                "{}",
                "[]",
                "[{\"method\":\"m\",\"params\":[],\"id\":1}]",
                "{\"method\":\"m\",\"params\":[]}",
                "{\"method\":\"m\",\"params\":[],\"id\":null}",
                "{\"method\":\"m\",\"params\":[],\"id\":1.5}",
                "{\"method\":\"m\",\"params\":[],\"id\":true}",
                "{\"method\":\"m\",\"params\":[],\"id\":[1]}",
                "{\"method\":\"m\",\"id\":1}",
                "{\"method\":\"m\",\"params\":null,\"id\":1}",
                "{\"method\":\"m\",\"params\":{},\"id\":1}",
                "{\"method\":\"m\",\"params\":\"x\",\"id\":1}",
                "{\"method\":7,\"params\":[],\"id\":1}",
                "{\"params\":[],\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"params\":[],\"id\":1}",
                "{\"jsonrpc\":\"3.0\",\"method\":\"m\",\"params\":[],\"id\":1}",
                "{\"jsonrpc\":2.0,\"method\":\"m\",\"params\":[],\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":\"x\",\"id\":1}",
                "{\"method\":\"m\",\"method\":\"n\",\"params\":[],\"id\":1}",
                "{\"method\":\"m\",\"params\":[],\"id\":1",
                "{\"method\":\"m\",\"params\":[1,],\"id\":1}",
                "{\"method\":\"m\",\"params\":[NaN],\"id\":1}",
                "{\"method\":\"m\",\"params\":[01],\"id\":1}",
                "{\"method\":\"m\",\"params\":['x'],\"id\":1}",
                "{\"method\":\"m\",\"params\":[],\"id\":1} {}",
                "{\"method\":\"m\",\"params\":[],\"id\":1} x"
            })
    void refusesWhatIsNoCall(String body) {
        assertThatThrownBy(() -> Fixture.read(codec, body)).isInstanceOf(MalformedCallException.class);
    }

    @Test
    void readsAsDeepAsAllowedAndNoDeeper() throws MalformedCallException {
        assertThat(parameters("[" + "[".repeat(64) + "]".repeat(64) + "]")).hasSize(1);
        assertThatThrownBy(() -> parameters("[" + "[".repeat(65) + "]".repeat(65) + "]"))
                .isInstanceOf(MalformedCallException.class);
        assertThatThrownBy(() -> parameters("[".repeat(100_000))).isInstanceOf(MalformedCallException.class);
        assertThatThrownBy(() -> parameters("[" + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "]"))
                .isInstanceOf(MalformedCallException.class);
    }

    @Test
    void readsAsManyValuesAsAllowedAndNoMore() {
        var small = new JsonCodec(new CallLimits(10_000, 4, 10, 5), new RenderingCache(0), DerivedValues.none());
        for (String params :
                List.of("[1,2,3,4,5,6,7,8,9,10,11]", "[{\"123456\":1}]", "[\"" + "x".repeat(10_000) + "\"]")) {
            assertThatThrownBy(() -> Fixture.read(small, "{\"method\":\"m\",\"params\":" + params + ",\"id\":1}"))
                    .isInstanceOf(MalformedCallException.class);
        }
        assertThatThrownBy(() -> parameters("[" + "9".repeat(5_000) + "]")).isInstanceOf(MalformedCallException.class);
    }

    @Test
    void tellsWhichMemberStandsTwice() throws MalformedCallException {
        DecodedCall decoded =
                Fixture.read(codec, "{\"method\":\"m\",\"params\":[{\"n\":1,\"o\":2,\"n\":3}],\"id\":\"i\"}");
        var failure = new Reply.Failed(List.of("INVALID_VALUE", "n", "duplicate struct member"));
        assertThat(decoded.refusal()).contains(failure);
        assertThat(Fixture.text(decoded.answer(failure)))
                .isEqualTo("{\"result\":null,\"error\":[\"INVALID_VALUE\",\"n\",\"duplicate struct member\"],"
                        + "\"id\":\"i\"}");
    }

    @Test
    void tellsWhichParameterIsNotUtf8() throws MalformedCallException {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"method\":\"m\",\"params\":[\"fine\",{\"k\":\"caf".getBytes(StandardCharsets.US_ASCII));
        body.write(0xE9);
        body.writeBytes("\"}],\"id\":1}".getBytes(StandardCharsets.US_ASCII));

        DecodedCall decoded = codec.read(body.toByteArray(), body.size(), Fixture.CALLER);
        assertThat(decoded.refusal())
                .contains(new Reply.Failed(List.of("INVALID_VALUE", "Invalid UTF-8 string in parameter", "caf\uFFFD")));
    }

    private List<Object> parameters(String params) throws MalformedCallException {
        return Fixture.read(codec, "{\"method\":\"m\",\"params\":" + params + ",\"id\":1}")
                .call()
                .parameters();
    }

    private List<Object> version2(String params) throws MalformedCallException {
        return Fixture.read(codec, "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"id\":1" + params + "}")
                .call()
                .parameters();
    }
}
