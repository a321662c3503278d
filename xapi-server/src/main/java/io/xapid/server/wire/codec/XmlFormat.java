package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.xapid.server.api.FloatText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** XML-RPC: no white space between tags, strings and integers without a type element. */
final class XmlFormat extends WireFormat {
    private static final byte[] VALUE = ascii("<value>");
    private static final byte[] VALUE_END = ascii("</value>");
    private static final byte[] EMPTY = ascii("<value></value>");
    private static final byte[] NIL = ascii("<value><nil/></value>");
    private static final byte[] I4 = ascii("<value><i4>");
    private static final byte[] I4_END = ascii("</i4></value>");
    private static final byte[] DOUBLE = ascii("<value><double>");
    private static final byte[] DOUBLE_END = ascii("</double></value>");
    private static final byte[] TRUE = ascii("<value><boolean>1</boolean></value>");
    private static final byte[] FALSE = ascii("<value><boolean>0</boolean></value>");
    private static final byte[] DATE = ascii("<value><dateTime.iso8601>");
    private static final byte[] DATE_END = ascii("</dateTime.iso8601></value>");
    private static final byte[] EPOCH = ascii("<value><dateTime.iso8601>19700101T00:00:00Z</dateTime.iso8601></value>");
    private static final byte[] SET = ascii("<value><array><data>");
    private static final byte[] SET_END = ascii("</data></array></value>");
    private static final byte[] STRUCT = ascii("<value><struct>");
    private static final byte[] STRUCT_END = ascii("</struct></value>");
    private static final byte[] MEMBER = ascii("<member><name>");
    private static final byte[] NAME_END = ascii("</name>");
    private static final byte[] MEMBER_END = ascii("</member>");
    private static final byte[] @Nullable [] ESCAPES = escapes();

    @Override
    RenderedForm form() {
        return RenderedForm.XML;
    }

    @Override
    void string(ChunkBuffer out, String text) {
        if (text.isEmpty()) {
            out.put(EMPTY);
            return;
        }
        out.put(VALUE);
        out.text(text, ESCAPES);
        out.put(VALUE_END);
    }

    @Override
    void integer(ChunkBuffer out, long value) {
        out.put(VALUE);
        out.decimal(value);
        out.put(VALUE_END);
    }

    @Override
    void nativeInteger(ChunkBuffer out, long value) {
        out.put(I4);
        out.decimal(value);
        out.put(I4_END);
    }

    @Override
    void number(ChunkBuffer out, double value) {
        out.put(DOUBLE);
        out.ascii(FloatText.of(value));
        out.put(DOUBLE_END);
    }

    @Override
    void bool(ChunkBuffer out, boolean value) {
        out.put(value ? TRUE : FALSE);
    }

    @Override
    void date(ChunkBuffer out, Instant value) {
        if (value.equals(Instant.EPOCH)) {
            out.put(EPOCH);
            return;
        }
        out.put(DATE);
        compactDate(out, value);
        out.put(DATE_END);
    }

    @Override
    void nothing(ChunkBuffer out) {
        out.put(EMPTY);
    }

    @Override
    void nil(ChunkBuffer out) {
        out.put(NIL);
    }

    @Override
    void openSet(ChunkBuffer out) {
        out.put(SET);
    }

    @Override
    void nextElement(ChunkBuffer out) {
        // elements carry their own tags
    }

    @Override
    void closeSet(ChunkBuffer out) {
        out.put(SET_END);
    }

    @Override
    void openStruct(ChunkBuffer out) {
        out.put(STRUCT);
    }

    @Override
    void nextMember(ChunkBuffer out) {
        // members carry their own tags
    }

    @Override
    void openMember(ChunkBuffer out, String name) {
        out.put(MEMBER);
        out.text(
                name, ESCAPES); // where the reference leaves names as they are, a "<" in a key makes no document at all
        out.put(NAME_END);
    }

    @Override
    void closeMember(ChunkBuffer out) {
        out.put(MEMBER_END);
    }

    @Override
    void closeStruct(ChunkBuffer out) {
        out.put(STRUCT_END);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] @Nullable [] escapes() {
        var escapes = new byte[128] @Nullable [];
        for (int c = 0; c < ' '; c++) {
            escapes[c] = new byte[0]; // no document may hold them
        }
        escapes['\t'] = null;
        escapes['\n'] = null;
        escapes['\r'] = null;
        escapes['&'] = ascii("&amp;");
        escapes['<'] = ascii("&lt;");
        escapes['>'] = ascii("&gt;");
        escapes['"'] = ascii("&quot;");
        return escapes;
    }
}
