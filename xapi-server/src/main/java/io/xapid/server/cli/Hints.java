package io.xapid.server.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What somebody who met a failure may try next. */
final class Hints {
    private static final Map<String, String> BY_CODE = read();

    private Hints() {}

    private static Map<String, String> read() {
        var all = new HashMap<String, String>();
        for (String line : Catalogue.lines("hints.txt")) {
            int bar = line.indexOf('|');
            all.put(line.substring(0, bar), line.substring(bar + 1));
        }
        return all;
    }

    /** All codes that have one. */
    static List<String> codes() {
        return BY_CODE.keySet().stream().sorted().toList();
    }

    /**
     * The next step, with uuids of objects in it; empty where nothing better is known than the failure's sentence.
     *
     * @param parameters of the failure, objects as their uuids
     */
    static String of(String code, List<String> parameters) {
        String text = BY_CODE.getOrDefault(code, "");
        for (int i = 0; i < parameters.size(); i++) {
            text = text.replace("{" + i + "}", parameters.get(i));
        }
        return text.replaceAll("\\{[0-9]}", "<uuid>"); // of what the failure does not name
    }
}
