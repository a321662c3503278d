package io.xapid.server.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.xapid.server.api.WireCall.WireNil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON-RPC envelope. For one use. */
final class JsonCallReader {
    private final JsonParser json;
    private final CallLimits limits;
    private int elements;
    private @Nullable String duplicate;

    JsonCallReader(JsonParser json, CallLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    /**
     * An envelope as it came.
     *
     * @param id the text of an integer or, when {@code idIsText}, of a string
     * @param duplicate a member that some struct has twice, if any
     */
    record Envelope(
            boolean isVersion2,
            String method,
            List<Object> parameters,
            String id,
            boolean idIsText,
            @Nullable String duplicate) {}

    Envelope read() throws MalformedCallException {
        try {
            return envelope();
        } catch (IOException e) {
            throw new MalformedCallException("not a JSON-RPC call");
        }
    }

    private Envelope envelope() throws IOException, MalformedCallException {
        require(json.nextToken() == JsonToken.START_OBJECT, "not an object");
        boolean isVersion2 = false;
        String method = null;
        List<Object> parameters = null;
        String id = null;
        boolean idIsText = false;
        var seen = new ArrayList<String>(4);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            require(!seen.contains(name), "a member twice");
            if (seen.size() < 4) { // as many as an envelope has
                seen.add(name);
            }
            JsonToken token = json.nextToken();
            switch (name) {
                case "jsonrpc" -> {
                    require(token == JsonToken.VALUE_STRING && json.getText().equals("2.0"), "unknown version");
                    isVersion2 = true;
                }
                case "method" -> {
                    require(token == JsonToken.VALUE_STRING, "method");
                    method = json.getText();
                }
                case "params" -> parameters = parameters(token);
                case "id" -> {
                    idIsText = token == JsonToken.VALUE_STRING;
                    require(idIsText || token == JsonToken.VALUE_NUMBER_INT, "id");
                    id = json.getText();
                }
                default -> value(token, 0);
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null, "more than one call");
        if (method == null || id == null || (!isVersion2 && (parameters == null || paramsWereNoArray))) {
            throw new MalformedCallException("incomplete envelope");
        }
        return new Envelope(isVersion2, method, parameters == null ? List.of() : parameters, id, idIsText, duplicate);
    }

    private boolean paramsWereNoArray;

    private List<Object> parameters(JsonToken token) throws IOException, MalformedCallException {
        paramsWereNoArray = token != JsonToken.START_ARRAY;
        if (token == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (token == JsonToken.START_OBJECT) {
            return List.of(struct(1));
        }
        require(token == JsonToken.START_ARRAY, "params");
        return array(0);
    }

    private Object value(JsonToken token, int depth) throws IOException, MalformedCallException {
        require(++elements <= limits.elements(), "too many values");
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> WireNil.NIL;
            case START_ARRAY -> array(depth + 1);
            case START_OBJECT -> struct(depth + 1);
            default -> throw new MalformedCallException("unexpected " + token);
        };
    }

    private Object integer() throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? json.getText() // what fits in no integer is for the message's own check to refuse
                : (Object) json.getLongValue();
    }

    private List<Object> array(int depth) throws IOException, MalformedCallException {
        require(depth <= limits.depth(), "nested too deep");
        var list = new ArrayList<Object>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            list.add(value(token, depth));
        }
        return Collections.unmodifiableList(list);
    }

    private Map<String, Object> struct(int depth) throws IOException, MalformedCallException {
        require(depth <= limits.depth(), "nested too deep");
        var map = new LinkedHashMap<String, Object>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            require(name.length() <= limits.nameChars(), "a member's name is too long");
            require(++elements <= limits.elements(), "too many values");
            if (map.put(name, value(next(), depth)) != null && duplicate == null) {
                duplicate = name;
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "unexpected end");
        return Collections.unmodifiableMap(map);
    }

    private JsonToken next() throws IOException, MalformedCallException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new MalformedCallException("unexpected end");
        }
        return token;
    }

    private static void require(boolean condition, String otherwise) throws MalformedCallException {
        if (!condition) {
            throw new MalformedCallException(otherwise);
        }
    }

    /** Makes parsers that keep no names of clients and refuse absurd input early. */
    static JsonFactory factory(CallLimits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(com.fasterxml.jackson.core.StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth() + 4)
                        .maxNameLength(limits.nameChars())
                        .maxStringLength(limits.bodyBytes())
                        .maxNumberLength(400)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }
}
