package io.xapid.server.wire.codec;

import java.util.List;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.ObjectArrayParser;
import org.apache.xmlrpc.parser.TypeParser;
import org.apache.xmlrpc.serializer.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells Apache's request parser what to make of each type element: the values of {@link io.xapid.server.api.WireCall}
 * and nothing else. None of the library's vendor types exists here.
 */
final class CallTypes implements TypeFactory {
    private final int nameChars;

    CallTypes(int nameChars) {
        this.nameChars = nameChars;
    }

    @Override
    public @Nullable TypeParser getParser(
            XmlRpcStreamConfig config, NamespaceContextImpl context, String uri, String localName) {
        if (!uri.isEmpty()) {
            return null;
        }
        return switch (localName) {
            case "string" -> new ScalarParser(ScalarParser.Type.STRING);
            case "int", "i4", "i8" -> new ScalarParser(ScalarParser.Type.INTEGER);
            case "double" -> new ScalarParser(ScalarParser.Type.FLOAT);
            case "boolean" -> new ScalarParser(ScalarParser.Type.BOOLEAN);
            case "dateTime.iso8601" -> new ScalarParser(ScalarParser.Type.DATE);
            case "nil" -> new ScalarParser(ScalarParser.Type.NIL);
            case "array" -> new ListParser(config, context, this);
            case "struct" -> new StructParser(config, context, this, nameChars);
            default -> null;
        };
    }

    @Override
    public TypeSerializer getSerializer(XmlRpcStreamConfig config, Object value) {
        throw new UnsupportedOperationException("answers are written elsewhere");
    }

    /** Arrays as lists that do not change. */
    private static final class ListParser extends ObjectArrayParser {
        ListParser(XmlRpcStreamConfig config, NamespaceContextImpl context, TypeFactory types) {
            super(config, context, types);
        }

        @Override
        public void setResult(Object elements) {
            super.setResult(List.of((Object[]) elements));
        }
    }
}
