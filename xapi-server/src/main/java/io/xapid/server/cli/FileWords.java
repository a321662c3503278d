package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Words that stand for the content of a file of the client's: {@code args:NAME:file=PATH} for {@code args:NAME}, and
 * {@code device-config-file:NAME=PATH} for {@code device-config:NAME}.
 */
final class FileWords {
    /** Bytes that they have together: whoever may log in may send some, and many may do so at once. */
    private static final int MOST = 1 << 20;

    private static final String END = ":file";
    private static final String FROM_FILE = "device-config-file:";

    private FileWords() {}

    /**
     * The line with contents in place of such words. The client sends only files that the line names.
     *
     * @throws CliFailure when the client does not send one
     */
    static CommandLine read(CommandLine line, ThinTalk talk) throws CliFailure, IOException {
        var parameters = new LinkedHashMap<String, String>();
        int left = MOST;
        for (Map.Entry<String, String> word : line.parameters().entrySet()) {
            String name = word.getKey();
            String meant = meant(name);
            if (meant.isEmpty()) {
                parameters.put(name, word.getValue());
                continue;
            }
            byte[] content = content(word.getValue(), left, talk);
            left -= content.length;
            parameters.put(meant, new String(content, UTF_8));
        }
        return line.with(parameters);
    }

    /** The parameter that gets the content; empty for a word that means itself. */
    private static String meant(String name) {
        if (name.startsWith("args:") && name.endsWith(END) && !name.equals("args:file")) {
            return name.substring(0, name.length() - END.length());
        }
        return name.startsWith(FROM_FILE) ? "device-config:" + name.substring(FROM_FILE.length()) : "";
    }

    private static byte[] content(String path, int most, ThinTalk talk) throws CliFailure, IOException {
        byte[] content = talk.load(path, most);
        if (content == null) {
            throw CliFailure.plain("Could not read the file '" + path + "'");
        }
        if (content.length > most) {
            throw CliFailure.plain("The files of a command have at most 1 MiB together; '" + path + "' is too large");
        }
        return content;
    }
}
