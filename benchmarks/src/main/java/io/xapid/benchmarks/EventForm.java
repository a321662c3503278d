package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** How a client asks for events. */
enum EventForm {
    XML("<name>token</name><value>") {
        @Override
        String wait(Api api, String what, String token, double seconds) {
            return new String(
                    HttpMessages.xml(
                            "event.from",
                            HttpMessages.xmlText(api.session()),
                            "<value><array><data>" + HttpMessages.xmlText(what) + "</data></array></value>",
                            HttpMessages.xmlText(token),
                            "<value><double>" + seconds + "</double></value>"),
                    UTF_8);
        }
    },
    JSON("\"token\":\"") {
        @Override
        String wait(Api api, String what, String token, double seconds) throws IOException {
            return new String(api.request("event.from", List.of(what), token, seconds), UTF_8);
        }
    };

    private final String mark;

    EventForm(String mark) {
        this.mark = mark;
    }

    /** What stands before the token of an answer. */
    String mark() {
        return mark;
    }

    /** A whole request. */
    abstract String wait(Api api, String what, String token, double seconds) throws IOException;
}
