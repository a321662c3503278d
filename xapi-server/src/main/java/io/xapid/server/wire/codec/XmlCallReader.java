package io.xapid.server.wire.codec;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.TimeZone;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.XmlRpcRequestParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML-RPC calls one after the other: the JDK's SAX reader, hardened, in front of Apache's request parser. Making
 * one costs more than reading with it, so it is kept. Used by one thread at a time.
 */
final class XmlCallReader {
    private static final String DISALLOW_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final String GENERAL_ENTITIES = "http://xml.org/sax/features/external-general-entities";
    private static final String PARAMETER_ENTITIES = "http://xml.org/sax/features/external-parameter-entities";
    private static final String UNLIMITED = "0"; // there are no entities without a document type; bodies are bounded
    private static final int ELEMENTS_AROUND_A_PARAMETER = 4;
    private static final int ELEMENTS_PER_NESTING = 3;

    private final XMLReader reader;
    private final XmlRpcRequestParser parser;
    private final BoundedContent content;
    private boolean reusable = true;

    XmlCallReader(CallLimits limits) {
        this.parser = new XmlRpcRequestParser(new NoExtensions(), new CallTypes(limits.nameChars()));
        this.content = new BoundedContent(parser, limits);
        this.reader = hardenedReader(content.deepest);
        reader.setContentHandler(content);
        reader.setErrorHandler(new Silent());
        reader.setEntityResolver((publicId, systemId) -> {
            throw new RefusedContent("external entity");
        });
    }

    /** Reads the call; afterwards {@link #method()} and {@link #parameters()} tell what it is. */
    void read(String text) throws MalformedCallException, RefusedContent.DuplicateMember {
        reusable = false; // until it has ended well
        try {
            reader.parse(new InputSource(new StringReader(text)));
        } catch (RefusedContent.DuplicateMember e) {
            throw e;
        } catch (SAXException | IOException | RuntimeException e) {
            throw new MalformedCallException("not an XML-RPC call: " + e.getMessage());
        }
        if (parser.getMethodName() == null) {
            throw new MalformedCallException("no method name");
        }
        reusable = !content.sawUnusualNames;
    }

    /** The method's name, or an empty string when it was not read yet. */
    String method() {
        String name = parser.getMethodName();
        return name == null ? "" : name;
    }

    @SuppressWarnings("unchecked") // CallTypes makes the values, and none is null
    List<Object> parameters() {
        List<?> parameters = parser.getParams();
        return parameters == null ? List.of() : (List<Object>) parameters;
    }

    /**
     * Whether it may read another call. The JDK's reader remembers every name it ever saw, so one that has seen names
     * of a client's own making is given up.
     */
    boolean isReusable() {
        return reusable;
    }

    private static XMLReader hardenedReader(int deepest) {
        try {
            var factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(DISALLOW_DOCTYPE, true);
            factory.setFeature(GENERAL_ENTITIES, false);
            factory.setFeature(PARAMETER_ENTITIES, false);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            // From release 24 on Java's own limits are lower than ours, and take the document for an entity.
            reader.setProperty("jdk.xml.maxElementDepth", String.valueOf(deepest + 2));
            reader.setProperty("jdk.xml.maxGeneralEntitySizeLimit", UNLIMITED);
            reader.setProperty("jdk.xml.totalEntitySizeLimit", UNLIMITED);
            return reader;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("this JDK's XML reader cannot be made safe", e);
        }
    }

    /** Passes content on while it stays within the limits. */
    private static final class BoundedContent extends DefaultHandler {
        private final XmlRpcRequestParser parser;
        private final int deepest;
        private final int mostElements;
        private int depth;
        private int elements;
        private boolean sawUnusualNames;

        BoundedContent(XmlRpcRequestParser parser, CallLimits limits) {
            this.parser = parser;
            this.deepest = ELEMENTS_AROUND_A_PARAMETER + ELEMENTS_PER_NESTING * limits.depth();
            this.mostElements = limits.elements();
        }

        @Override
        public void startDocument() throws SAXException {
            depth = 0;
            elements = 0;
            sawUnusualNames = false;
            parser.startDocument();
        }

        @Override
        public void startElement(String uri, String localName, String qualifiedName, Attributes attributes)
                throws SAXException {
            if (++depth > deepest + 1) {
                throw new RefusedContent("nested too deep");
            }
            if ((localName.equals("value") || localName.equals("name")) && ++elements > mostElements) {
                throw new RefusedContent("too many values");
            }
            sawUnusualNames = sawUnusualNames || attributes.getLength() > 0 || !uri.isEmpty();
            parser.startElement(uri, localName, qualifiedName, attributes);
        }

        @Override
        public void endElement(String uri, String localName, String qualifiedName) throws SAXException {
            depth--;
            parser.endElement(uri, localName, qualifiedName);
        }

        @Override
        public void characters(char[] chars, int offset, int length) throws SAXException {
            parser.characters(chars, offset, length);
        }

        @Override
        public void processingInstruction(String target, String data) {
            sawUnusualNames = true;
        }

        @Override
        public void startPrefixMapping(String prefix, String uri) {
            sawUnusualNames = true;
        }

        @Override
        public void skippedEntity(String name) throws SAXException {
            throw new RefusedContent("entity");
        }
    }

    /** Reports through exceptions only; the default prints on the console. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // nothing a client needs to know
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }

    /** Plain XML-RPC, as far as Apache's classes ask. */
    private static final class NoExtensions implements XmlRpcStreamConfig {
        @Override
        public boolean isEnabledForExtensions() {
            return false;
        }

        @Override
        public TimeZone getTimeZone() {
            return TimeZone.getTimeZone("UTC");
        }

        @Override
        public @Nullable String getEncoding() {
            return null;
        }
    }
}
