package io.xapid.xe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads files of a few lines, which may hold secrets: failures name the file and quote nothing of it. */
final class SmallFile {
    private static final int MOST_BYTES = 64 << 10;

    private SmallFile() {}

    /** @param what to call it in a failure */
    static List<String> lines(String path, String what) throws XeFailure {
        try (InputStream in = new FileInputStream(path)) {
            return lines(in.readNBytes(MOST_BYTES + 1), what + " " + path);
        } catch (IOException problem) {
            throw new XeFailure("Error: cannot read " + what + " " + path + ": " + reason(problem, path));
        }
    }

    private static List<String> lines(byte[] content, String what) throws XeFailure {
        if (content.length > MOST_BYTES) {
            throw new XeFailure("Error: " + what + " is larger than 64 KiB");
        }
        String text = new String(content, UTF_8);
        var lines = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            lines.add(text.substring(start, last));
            start = end + 1;
        }
        return lines;
    }

    /** What the system says, without the name that it puts before. */
    static String reason(IOException problem, String path) {
        String said = String.valueOf(problem.getMessage());
        String bare = said.startsWith(path + " (") && said.endsWith(")")
                ? said.substring(path.length() + 2, said.length() - 1)
                : said;
        return bare.equals(path) ? "it is not there" : bare;
    }

    static boolean exists(String path) {
        return new File(path).exists();
    }
}
