package io.xapid.server.wire.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.RecursiveTypeParserImpl;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** Reads a struct: members in order, each name once, name before value. */
final class StructParser extends RecursiveTypeParserImpl {
    private static final int STRUCT = 0;
    private static final int MEMBER = 1;
    private static final int PART = 2;

    private final int nameChars;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private int level;
    private boolean inName;
    private boolean hasValue;
    private @Nullable String name;

    StructParser(XmlRpcStreamConfig config, NamespaceContextImpl context, TypeFactory types, int nameChars) {
        super(config, context, types);
        this.nameChars = nameChars;
    }

    @Override
    public void startElement(String uri, String localName, String qualifiedName, Attributes attributes)
            throws SAXException {
        switch (level++) {
            case STRUCT -> expect("struct", localName);
            case MEMBER -> {
                expect("member", localName);
                name = null;
                hasValue = false;
            }
            case PART -> startPart(localName);
            default -> super.startElement(uri, localName, qualifiedName, attributes);
        }
    }

    @Override
    public void endElement(String uri, String localName, String qualifiedName) throws SAXException {
        switch (--level) {
            case STRUCT -> setResult(Collections.unmodifiableMap(members));
            case MEMBER -> {
                if (!hasValue) {
                    throw new RefusedContent("a member without value");
                }
            }
            case PART -> {
                if (inName) {
                    inName = false;
                    name = text.toString();
                } else {
                    endValueTag();
                }
            }
            default -> super.endElement(uri, localName, qualifiedName);
        }
    }

    @Override
    public void characters(char[] chars, int offset, int length) throws SAXException {
        if (!inName) {
            super.characters(chars, offset, length);
            return;
        }
        if (text.length() + length > nameChars) {
            throw new RefusedContent("a member's name is too long");
        }
        text.append(chars, offset, length);
    }

    @Override
    protected void addResult(Object value) throws SAXException {
        String member = name;
        if (member == null) {
            throw new RefusedContent("a value before its name");
        }
        hasValue = true;
        if (members.put(member, value) != null) {
            throw new RefusedContent.DuplicateMember(member);
        }
    }

    private void startPart(String localName) throws SAXException {
        if (name == null) {
            expect("name", localName);
            inName = true;
            text.setLength(0);
        } else if (hasValue) {
            throw new RefusedContent("a member with two values");
        } else {
            expect("value", localName);
            startValueTag();
        }
    }

    private static void expect(String wanted, String found) throws SAXException {
        if (!wanted.equals(found)) {
            throw new RefusedContent("expected " + wanted);
        }
    }
}
