package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A client that speaks XML-RPC. */
final class XmlCaller extends Caller {
    private final Writing writing;

    /** How a library writes requests. */
    enum Writing {
        /** Python's own: typed strings, a line for nearly every tag. */
        PYTHON("/RPC2", """
                Accept-Encoding: gzip
                Content-Type: text/xml
                User-Agent: Python-xmlrpc/3.11
                """, "<?xml version='1.0'?>", "\n") {
            @Override
            String text(String escaped) {
                return "<string>" + escaped + "</string>";
            }

            @Override
            String integer(long number) {
                return "<int>" + number + "</int>";
            }
        },

        /** Apache's, under the Java SDK: untyped strings, long integers as strings, everything on one line. */
        JAVA("/", """
                Content-Type: text/xml
                User-Agent: Apache XML RPC 3.1.3 (Sun HTTP Transport)
                Cache-Control: no-cache
                Pragma: no-cache
                Accept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2
                Connection: keep-alive
                """, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "") {
            @Override
            String text(String escaped) {
                return escaped;
            }

            @Override
            String integer(long number) {
                return Long.toString(number);
            }
        };

        private final String path;
        private final String headers;
        private final String prolog;
        private final String newLine;

        Writing(String path, String headers, String prolog, String newLine) {
            this.path = path;
            this.headers = headers.replace("\n", "\r\n");
            this.prolog = prolog;
            this.newLine = newLine;
        }

        abstract String text(String escaped);

        abstract String integer(long number);

        String request(String method, List<?> parameters) {
            String all = parameters.stream()
                    .map(parameter -> lines("<param>", value(parameter), "</param>"))
                    .collect(Collectors.joining());
            return lines(prolog, "<methodCall>", "<methodName>" + method + "</methodName>", "<params>")
                    + all
                    + lines("</params>", "</methodCall>");
        }

        private String value(Object value) {
            return "<value>" + content(value) + "</value>";
        }

        private String content(Object value) {
            if (value instanceof Boolean truth) {
                return "<boolean>" + (truth ? 1 : 0) + "</boolean>";
            }
            if (value instanceof Integer || value instanceof Long) {
                return integer(((Number) value).longValue());
            }
            if (value instanceof Double number) {
                return "<double>" + number + "</double>";
            }
            if (value instanceof Date date) {
                return "<dateTime.iso8601>" + date.text() + "</dateTime.iso8601>";
            }
            if (value instanceof List<?> list) {
                String all = list.stream().map(this::value).map(this::lines).collect(Collectors.joining());
                return lines("<array><data>") + all + "</data></array>";
            }
            if (value instanceof Map<?, ?> map) {
                String all = map.entrySet().stream()
                        .map(member -> lines(
                                "<member>",
                                "<name>" + escaped(member.getKey()) + "</name>",
                                value(member.getValue()),
                                "</member>"))
                        .collect(Collectors.joining());
                return lines("<struct>") + all + "</struct>";
            }
            return value == NIL ? "<nil/>" : text(escaped(value));
        }

        private String lines(String... lines) {
            return Arrays.stream(lines).map(line -> line + newLine).collect(Collectors.joining());
        }

        private static String escaped(Object text) {
            return text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }

    /** What Python sends for None. */
    static final Object NIL = new Object();

    /** A date as a library writes it. */
    record Date(String text) {}

    XmlCaller(String url, Writing writing) throws IOException {
        super(url);
        this.writing = writing;
    }

    @Override
    JsonNode raw(String method, Object... parameters) throws IOException {
        JsonNode envelope = bare(method, parameters);
        assertThat(envelope).as(method).hasSize(2);
        if (envelope.get("Status").textValue().equals("Success")) {
            return envelope.get("Value");
        }
        assertThat(envelope.get("Status").textValue()).isEqualTo("Failure");
        throw new ApiClient.Refused(
                method,
                StreamSupport.stream(envelope.get("ErrorDescription").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList());
    }

    /** The whole answer, as it is in its envelope, or without one. */
    JsonNode bare(String method, Object... parameters) throws IOException {
        String host = "Host: " + url().replaceAll("^.*//", "") + "\r\n";
        String body = writing.request(method, List.of(parameters));
        connection().send("POST " + writing.path + " HTTP/1.1\r\n" + host + writing.headers, body);
        RawConnection.Answer answer = connection().read();
        assertThat(answer.status()).as(method).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.header("Content-Type")).as(method).isEqualTo("text/xml");
        return CompactXml.answer(answer.body());
    }
}
