package io.xapid.server.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall.WireDate;
import io.xapid.server.api.WireCall.WireNil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlCallsTest {
    private final XmlCodec codec = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none());

    @Test
    void readsMethodParametersAndCaller() throws MalformedCallException {
        DecodedCall decoded = Fixture.read(codec, """
                <?xml version="1.0"?><methodCall><methodName>VM.get_record</methodName><params>
                <param><value>OpaqueRef:session</value></param>
                <param><value>OpaqueRef:vm</value></param></params></methodCall>""");
        assertThat(decoded.call().method()).isEqualTo("VM.get_record");
        assertThat(decoded.call().parameters()).containsExactly("OpaqueRef:session", "OpaqueRef:vm");
        assertThat(decoded.call().caller()).isEqualTo(Fixture.CALLER);
        assertThat(decoded.refusal()).isEmpty();
    }

    @Test
    void readsACallWithoutParameters() throws MalformedCallException {
        for (String params : List.of("", "<params/>", "<params></params>", "\n <params> \t</params>\r\n")) {
            assertThat(Fixture.read(codec, "<methodCall><methodName>m</methodName>" + params + "</methodCall>")
                            .call()
                            .parameters())
                    .isEmpty();
        }
    }

    @Test
    void takesStringsVerbatim() throws MalformedCallException {
        assertThat(parameter("<value>  two  spaces\n</value>")).isEqualTo("  two  spaces\n");
        assertThat(parameter("<value><string> x </string></value>")).isEqualTo(" x ");
        assertThat(parameter("<value>a&amp;b&lt;c&gt;&quot;&apos;&#233;&#x1F600;</value>"))
                .isEqualTo("a&b<c>\"'\u00e9\ud83d\ude00");
        assertThat(parameter("<value><![CDATA[<raw>&]]> and more</value>")).isEqualTo("<raw>& and more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<value/>", "<value></value>", "<value><string/></value>", "<value><string></string></value>"})
    void takesEveryFormOfTheEmptyString(String value) throws MalformedCallException {
        assertThat(parameter(value)).isEqualTo("");
    }

    @Test
    void takesWhiteSpaceBeforeAnElementForIndentation() throws MalformedCallException {
        assertThat(parameter("<value>\n  <string>x</string>\n</value>")).isEqualTo("x");
        assertThat(parameter("<value>\t<i4>5</i4> </value>")).isEqualTo(5L);
        assertThat(parameter("<value> <array> <data>\n<value>a</value>\n</data> </array> </value>"))
                .isEqualTo(List.of("a"));
    }

    @Test
    void readsEveryScalar() throws MalformedCallException {
        assertThat(parameter("<value><int>-7</int></value>")).isEqualTo(-7L);
        assertThat(parameter("<value><i4>7</i4></value>")).isEqualTo(7L);
        assertThat(parameter("<value><i8>9223372036854775807</i8></value>")).isEqualTo(Long.MAX_VALUE);
        assertThat(parameter("<value><int>+3</int></value>")).isEqualTo(3L);
        assertThat(parameter("<value><boolean>1</boolean></value>")).isEqualTo(true);
        assertThat(parameter("<value><boolean>0</boolean></value>")).isEqualTo(false);
        assertThat(parameter("<value><boolean>true</boolean></value>")).isEqualTo(false);
        assertThat(parameter("<value><double>60.1</double></value>")).isEqualTo(60.1);
        assertThat(parameter("<value><double>1e3</double></value>")).isEqualTo(1000.0);
        assertThat(parameter("<value><nil/></value>")).isEqualTo(WireNil.NIL);
        assertThat(parameter("<value><dateTime.iso8601>20240131T09:05:00Z</dateTime.iso8601></value>"))
                .isEqualTo(new WireDate("20240131T09:05:00Z"));
    }

    @Test
    void readsArraysAndStructsFullAndEmpty() throws MalformedCallException {
        assertThat(parameter("<value><array/></value>")).isEqualTo(List.of());
        assertThat(parameter("<value><array><data/></array></value>")).isEqualTo(List.of());
        assertThat(parameter("<value><array><data></data></array></value>")).isEqualTo(List.of());
        assertThat(parameter("<value><struct/></value>")).isEqualTo(Map.of());
        assertThat(parameter("<value><struct></struct></value>")).isEqualTo(Map.of());
        assertThat(parameter("<value><struct><member><name>a b</name><value><array><data><value>1</value>"
                        + "<value><struct><member><name/><value/></member></struct></value></data></array></value>"
                        + "</member></struct></value>"))
                .isEqualTo(Map.of("a b", List.of("1", Map.of("", ""))));
    }

    @Test
    void ignoresAttributesCommentsInstructionsAndAByteOrderMark() throws MalformedCallException {
        assertThat(Fixture.read(
                                codec,
                                "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- hello --><?go on?>"
                                        + "<methodCall a=\"1\"><methodName>m</methodName><params><param>"
                                        + "<value b='2'>x<!-- y -->z</value></param></params></methodCall>\n")
                        .call()
                        .parameters())
                .containsExactly("xz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "not xml",
                "<methodCall>",
                "<methodCall/>",
                "<methodResponse><params/></methodResponse>",
                "<methodCall><params/></methodCall>",
                "<methodCall><methodName>m</methodName><params><param/></params><params/></methodCall>",
                "<methodCall><methodName>m</methodName><params><value>x</value></params></methodCall>",
                "<methodCall><methodName>m</methodName></methodCall><methodCall/>",
                "{\"method\":\"m\",\"params\":[],\"id\":1}"
            })
    void refusesWhatIsNoCall(String body) {
        assertThatThrownBy(() -> Fixture.read(codec, body)).isInstanceOf(MalformedCallException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<value><int>x</int></value>",
                "<value><int/></value>",
                "<value><int>9223372036854775808</int></value>",
                "<value><double>x</double></value>",
                "<value><unknown>1</unknown></value>",
                "<value><ex:i8 xmlns:ex='http://ws.apache.org/xmlrpc/namespaces/extensions'>1</ex:i8></value>",
                "<value><ex:serializable xmlns:ex='http://ws.apache.org/xmlrpc/namespaces/extensions'>rO0ABQ=="
                        + "</ex:serializable></value>",
                "<value>text<i4>1</i4></value>",
                "<value><i4><i4>1</i4></i4></value>",
                "<value><array><value>1</value></array></value>",
                "<value><struct><member><value>1</value></member></struct></value>",
                "<value><struct><member><name>n</name></member></struct></value>",
                "<value><struct><member><name>n</name><value/><value/></member></struct></value>",
                "<value><struct><name>n</name></struct></value>",
                "<value>&undefined;</value>",
                "<value>\u0008</value>",
                "<value>&#8;</value>",
                "<value>&#xD800;</value>",
                "<value"
            })
    void refusesValuesThatMakeNoSense(String value) {
        assertThatThrownBy(() -> parameter(value)).isInstanceOf(MalformedCallException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE methodCall>",
                "<!DOCTYPE methodCall [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
                "<!DOCTYPE methodCall [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE methodCall SYSTEM \"http://192.0.2.1/evil.dtd\">"
            })
    void refusesDocumentTypes(String doctype) {
        String body = doctype + "<methodCall><methodName>m</methodName><params/></methodCall>";
        assertThatThrownBy(() -> Fixture.read(codec, body)).isInstanceOf(MalformedCallException.class);
    }

    @Test
    void readsAsDeepAsAllowedAndNoDeeper() throws MalformedCallException {
        assertThat(parameter(nested(64))).isInstanceOf(List.class);
        assertThatThrownBy(() -> parameter(nested(65))).isInstanceOf(MalformedCallException.class);
        assertThatThrownBy(() -> parameter(nested(6_000))).isInstanceOf(MalformedCallException.class);
        assertThatThrownBy(() -> parameter("<value><struct><member><name>n</name>".repeat(65)))
                .isInstanceOf(MalformedCallException.class);
    }

    @Test
    void readsLongTextsAndAnyNumberOfReferences() throws MalformedCallException {
        int many = 200_000;
        var roomy = new XmlCodec(new CallLimits(4_000_000, 4, 10, 5), new RenderingCache(0), DerivedValues.none());

        for (String piece : List.of("&lt;&#65;", "long ")) {
            String text = piece.replace("&lt;", "<").replace("&#65;", "A").repeat(many);
            assertThat(Fixture.read(roomy, call("<value>" + piece.repeat(many) + "</value>"))
                            .call()
                            .parameters())
                    .isEqualTo(List.of(text));
        }
    }

    @Test
    void readsAsManyValuesAsAllowedAndNoMore() throws MalformedCallException {
        var small = new XmlCodec(new CallLimits(10_000, 4, 10, 5), new RenderingCache(0), DerivedValues.none());
        assertThat(Fixture.read(small, call("<value/>".repeat(1) + "</param><param>" + array(8)))
                        .call()
                        .parameters())
                .hasSize(2);
        assertThatThrownBy(() -> Fixture.read(small, call("<value/></param><param>" + array(9))))
                .isInstanceOf(MalformedCallException.class);
        assertThatThrownBy(() -> Fixture.read(
                        small, call("<value><struct><member><name>123456</name><value/></member></struct></value>")))
                .isInstanceOf(MalformedCallException.class);
        assertThatThrownBy(() -> Fixture.read(small, call("<value>" + "x".repeat(10_000) + "</value>")))
                .isInstanceOf(MalformedCallException.class);
    }

    @Test
    void tellsWhichMemberStandsTwice() throws MalformedCallException {
        DecodedCall decoded = Fixture.read(
                codec,
                call("<value><struct><member><name>n</name><value>1</value></member>"
                        + "<member><name>n</name><value>2</value></member></struct></value>"));
        assertThat(decoded.refusal())
                .contains(new Reply.Failed(List.of("INVALID_VALUE", "n", "duplicate struct member")));
    }

    @Test
    void tellsWhichParameterIsNotUtf8() throws MalformedCallException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                "<methodCall><methodName>m</methodName><params><param><value>fine</value></param><param><value>caf"
                        .getBytes(StandardCharsets.US_ASCII));
        body.write(0xE9);
        body.writeBytes("</value></param></params></methodCall>".getBytes(StandardCharsets.US_ASCII));

        DecodedCall decoded = codec.read(body.toByteArray(), body.size(), Fixture.CALLER);
        assertThat(decoded.refusal())
                .contains(new Reply.Failed(List.of("INVALID_VALUE", "Invalid UTF-8 string in parameter", "caf\uFFFD")));
    }

    @Test
    void takesTheReplacementCharacterItselfForValid() throws MalformedCallException {
        assertThat(Fixture.read(codec, call("<value>\uFFFD</value>")).refusal()).isEmpty();
    }

    @Test
    void readsTheNextCallAfterEveryRefusal() throws MalformedCallException {
        for (int i = 0; i < 200; i++) {
            assertThatThrownBy(() -> parameter("<value><int>x</int></value>"))
                    .isInstanceOf(MalformedCallException.class);
            assertThatThrownBy(() -> parameter(nested(70))).isInstanceOf(MalformedCallException.class);
            assertThat(parameter("<value a" + i + "='1'>ok</value>")).isEqualTo("ok");
        }
    }

    private Object parameter(String value) throws MalformedCallException {
        DecodedCall decoded = Fixture.read(codec, call(value));
        assertThat(decoded.call().parameters()).hasSize(1);
        return decoded.call().parameters().get(0);
    }

    private static String call(String value) {
        return "<methodCall><methodName>m</methodName><params><param>" + value + "</param></params></methodCall>";
    }

    private static String nested(int depth) {
        return "<value><array><data>".repeat(depth) + "</data></array></value>".repeat(depth);
    }

    private static String array(int size) {
        return "<value><array><data>" + "<value/>".repeat(size) + "</data></array></value>";
    }
}
