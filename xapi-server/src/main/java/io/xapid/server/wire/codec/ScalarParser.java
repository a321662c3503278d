package io.xapid.server.wire.codec;

import io.xapid.server.api.WireCall.WireDate;
import io.xapid.server.api.WireCall.WireNil;
import org.apache.xmlrpc.parser.AtomicParser;
import org.xml.sax.SAXException;

/** Reads one value that holds no others. */
final class ScalarParser extends AtomicParser {
    /** How its text is understood. */
    enum Type {
        STRING,
        INTEGER,
        FLOAT,
        BOOLEAN,
        DATE,
        NIL
    }

    private final Type type;

    ScalarParser(Type type) {
        this.type = type;
    }

    @Override
    protected void setResult(String text) throws SAXException {
        Object value =
                switch (type) {
                    case STRING -> text;
                    case INTEGER -> integer(text.strip());
                    case FLOAT -> number(text.strip());
                    case BOOLEAN -> text.strip().equals("1");
                    case DATE -> new WireDate(text.strip());
                    case NIL -> WireNil.NIL;
                };
        setResult(value);
    }

    private static Long integer(String text) throws SAXException {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new RefusedContent("no integer");
        }
    }

    private static Double number(String text) throws SAXException {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new RefusedContent("no number");
        }
    }
}
