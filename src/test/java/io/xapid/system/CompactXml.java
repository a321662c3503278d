package io.xapid.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Reads answers in XML-RPC as the pickiest client does: no white space between tags, strings and long integers untyped, no
 * other types than those that clients know, nothing behind the end.
 */
final class CompactXml {
    private static final String PROLOG = "<?xml version=\"1.0\"?>";

    private final String text;
    private int at;

    private CompactXml(String text) {
        this.text = text;
    }

    /** The one value that an answer holds. */
    static JsonNode answer(String body) {
        var xml = new CompactXml(body);
        xml.take(PROLOG + "<methodResponse><params><param>");
        JsonNode value = xml.value();
        xml.take("</param></params></methodResponse>");
        xml.end();
        return value;
    }

    /** A value that stands alone, as results of tasks do. */
    static JsonNode single(String text) {
        var xml = new CompactXml(text);
        JsonNode value = xml.value();
        xml.end();
        return value;
    }

    private JsonNode value() {
        if (takes("<value/>")) {
            return TextNode.valueOf("");
        }
        take("<value>");
        JsonNode value = content();
        take("</value>");
        return value;
    }

    private JsonNode content() {
        if (takes("<struct>")) {
            return struct();
        }
        if (takes("<array><data>")) {
            return array();
        }
        if (takes("<boolean>")) {
            String bit = until("</boolean>");
            expect(bit.equals("0") || bit.equals("1"), "a boolean is 0 or 1");
            return BooleanNode.valueOf(bit.equals("1"));
        }
        if (takes("<double>")) {
            return DoubleNode.valueOf(Double.parseDouble(until("</double>")));
        }
        if (takes("<i4>")) {
            return IntNode.valueOf(Integer.parseInt(until("</i4>")));
        }
        if (takes("<dateTime.iso8601>")) {
            String date = until("</dateTime.iso8601>");
            expect(date.matches("\\d{8}T\\d{2}:\\d{2}:\\d{2}Z"), "a date is YYYYMMDDTHH:MM:SSZ");
            return TextNode.valueOf(date);
        }
        return TextNode.valueOf(plain(text.indexOf('<', at)));
    }

    private JsonNode struct() {
        ObjectNode struct = JsonNodeFactory.instance.objectNode();
        while (!takes("</struct>")) {
            take("<member><name>");
            String name = plain(text.indexOf("</name>", at));
            take("</name>");
            expect(struct.replace(name, value()) == null, "each member stands once: " + name);
            take("</member>");
        }
        return struct;
    }

    private JsonNode array() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (!takes("</data></array>")) {
            array.add(value());
        }
        return array;
    }

    private String until(String end) {
        String found = plain(text.indexOf(end, at));
        take(end);
        return found;
    }

    private String plain(int end) {
        expect(end >= at, "a value ends");
        String found = text.substring(at, end);
        at = end;
        return found.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private boolean takes(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    private void take(String expected) {
        expect(takes(expected), expected);
    }

    private void end() {
        expect(at == text.length(), "nothing behind the end");
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            int from = Math.max(0, at - 120);
            throw new AssertionError("no client's XML, for it expects " + what + " behind\n" + text.substring(from, at)
                    + "\nwhere there is\n" + text.substring(at, Math.min(text.length(), at + 120)));
        }
    }
}
