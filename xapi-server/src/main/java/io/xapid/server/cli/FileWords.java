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
        for (Map.Entry<String, String> word : line.parameters().entrySet()) {
            String name = word.getKey();
            if (name.startsWith("args:") && name.endsWith(END) && !name.equals("args:file")) {
                parameters.put(name.substring(0, name.length() - END.length()), content(word.getValue(), talk));
            } else if (name.startsWith(FROM_FILE)) {
                parameters.put("device-config:" + name.substring(FROM_FILE.length()), content(word.getValue(), talk));
            } else {
                parameters.put(name, word.getValue());
            }
        }
        return line.with(parameters);
    }

    private static String content(String path, ThinTalk talk) throws CliFailure, IOException {
        byte[] content = talk.load(path);
        if (content == null) {
            throw CliFailure.plain("Could not read the file '" + path + "'");
        }
        return new String(content, UTF_8);
    }
}
