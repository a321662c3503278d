package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.api.WireCall;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are read at sight are read as Apache's parser would. */
class PlainCallTest {
    private static final List<String> PIECES = List.of(
            "<?xml version=\"1.0\"?>",
            "<?xml version='1.0' encoding='utf-8'?>",
            "<methodCall>",
            "</methodCall>",
            "<methodName>VM.start</methodName>",
            "<methodName> m</methodName>",
            "<params>",
            "</params>",
            "<params/>",
            "<param>",
            "</param>",
            "<value>",
            "</value>",
            "<value/>",
            "<string>",
            "</string>",
            "<int>",
            "</int>",
            "<i4>-12</i4>",
            "<i8>007</i8>",
            "<int>1 </int>",
            "<boolean>1</boolean>",
            "<boolean>0</boolean>",
            "<boolean>2</boolean>",
            "<double>-1.50</double>",
            "<double>.5</double>",
            "<double>7</double>",
            "<array><data>",
            "</data></array>",
            "<array>",
            "<data>",
            "<struct></struct>",
            "<!-- -->",
            "<![CDATA[x]]>",
            "&amp;",
            ">",
            "]]>",
            " ",
            "\n",
            "\r\n",
            "\t",
            "\u0001",
            "é",
            "text",
            "OpaqueRef:1-2",
            "0");
    private static final String WHOLE = "<?xml version='1.0'?>\n<methodCall>\n<methodName>event.from</methodName>\n"
            + "<params>\n<param>\n<value><string>OpaqueRef:x</string></value>\n</param>\n<param>\n<value><array><data>"
            + "\n<value><string>*</string></value>\n<value>vm</value><value><array><data></data></array></value>\n"
            + "</data></array></value>\n</param>\n<param><value><double>30.5</double></value></param>\n<param>"
            + "<value><boolean>1</boolean></value></param><param><value><int>-7</int></value></param>\n"
            + "<param><value>two words</value></param></params>\n</methodCall>\n";

    private final XmlCallReader whole = new XmlCallReader(CallLimits.DEFAULT);

    @Test
    void readsWhatClientsSend() {
        WireCall call = Objects.requireNonNull(plain(WHOLE, CallLimits.DEFAULT));
        assertThat(call.method()).isEqualTo("event.from");
        assertThat(call.parameters())
                .containsExactly("OpaqueRef:x", List.of("*", "vm", List.of()), 30.5, true, -7L, "two words");
        assertThat(call.caller()).isEqualTo(Fixture.CALLER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<value>a&amp;b</value>",
                "<value> indented?</value>",
                "<value>\n<string>x</string></value>",
                "<value><string>x<!-- --></string></value>",
                "<value><string a='b'>x</string></value>",
                "<value><string>\u00e9</string></value>",
                "<value><string>line\r\nend</string></value>",
                "<value><boolean>true</boolean></value>",
                "<value><int>9223372036854775807</int></value>",
                "<value><double>1e3</double></value>",
                "<value><double>NaN</double></value>",
                "<value><struct></struct></value>",
                "<value><nil/></value>",
                "<value/>",
                "<value><string>x</string></value></param><param/>"
            })
    void leavesWhatNeedsAParserToIt(String value) {
        assertThat(plain(call(value), CallLimits.DEFAULT)).isNull();
    }

    @Test
    void leavesWhatMayBreakALimitToTheParser() {
        var few = new CallLimits(1000, 1, 2, 10);
        assertThat(plain(call("<value>1</value>"), few)).isNotNull();
        assertThat(plain(call("<value><array><data><value>1</value><value>2</value></data></array></value>"), few))
                .isNull();
        String nested = "<value><array><data><value><array><data></data></array></value></data></array></value>";
        assertThat(plain(call(nested), few)).isNull();
    }

    @Test
    void agreesWithTheParserOnCallsThatAreCutAndChanged() {
        var random = new Random(20261126);
        int read = 0;
        for (int i = 0; i < 60_000; i++) {
            var text = new StringBuilder(i % 3 == 0 ? assembled(random) : WHOLE);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                change(text, random);
            }
            read += agree(text.toString()) ? 1 : 0;
        }
        assertThat(read)
                .as("calls that were read, so that this tests something")
                .isGreaterThan(5_000);
    }

    /** Whether it was read at all. */
    private boolean agree(String text) {
        WireCall plain = plain(text, CallLimits.DEFAULT);
        if (plain == null) {
            return false;
        }
        try {
            whole.read(text);
        } catch (MalformedCallException | RefusedContent.DuplicateMember e) {
            throw new AssertionError("the parser refuses: " + text, e);
        }
        assertThat(plain.method()).as(text).isEqualTo(whole.method());
        assertThat(plain.parameters()).as(text).isEqualTo(whole.parameters());
        return true;
    }

    private static String assembled(Random random) {
        var text = new StringBuilder("<methodCall><methodName>m</methodName><params>");
        for (int parameters = random.nextInt(3); parameters > 0; parameters--) {
            text.append("<param><value>");
            for (int pieces = random.nextInt(3); pieces > 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            text.append("</value></param>");
        }
        return text.append("</params></methodCall>").toString();
    }

    private static void change(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int until = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, (char) random.nextInt(128));
            case 1 -> text.delete(at, until);
            case 2 -> text.insert(at, text.substring(at, until));
            default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        }
    }

    private static String call(String value) {
        return "<methodCall><methodName>m</methodName><params><param>" + value + "</param></params></methodCall>";
    }

    private static @Nullable WireCall plain(String text, CallLimits limits) {
        byte[] body = text.getBytes(text.contains("\u00e9") ? ISO_8859_1 : UTF_8);
        return PlainCall.read(body, body.length, limits, Fixture.CALLER);
    }
}
