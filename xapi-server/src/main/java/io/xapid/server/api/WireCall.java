package io.xapid.server.api;

import java.util.List;
import java.util.Map;

/**
 * A call as a codec has read it, before anyone has looked at what it means.
 *
 * @param method as the client spelt it, such as {@code Async.VM.start}
 * @param parameters untyped, including the session: {@link String}, {@link Long}, {@link Double}, {@link Boolean},
 *     {@link WireDate}, {@link List}, {@link Map} with string keys, or {@link WireNil}
 * @param caller where it came from and what it said of itself
 */
public record WireCall(String method, List<Object> parameters, Caller caller) {
    public WireCall {
        parameters = List.copyOf(parameters);
    }

    /** A date as the client wrote it, not yet parsed. */
    public record WireDate(String text) {}

    /** An explicit null. */
    public enum WireNil {
        NIL
    }

    /**
     * The connection and the headers that matter to calls.
     *
     * @param address the client's address, such as {@code 192.0.2.7}
     * @param trusted whether the transport itself proves the superuser (the root-only local socket)
     * @param headers request headers by lower-case name; only those of {@code wire/rpc} section 1
     */
    public record Caller(String address, boolean trusted, Map<String, String> headers) {
        public Caller {
            headers = Map.copyOf(headers);
        }

        public String header(String lowerCaseName) {
            return headers.getOrDefault(lowerCaseName, "");
        }
    }
}
