package io.xapid.xe.talk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Asks whoever sits at the terminal for a line that is not shown, whatever the standard input is. */
public final class HiddenLine {
    private static final File TERMINAL = new File("/dev/tty");

    private HiddenLine() {}

    /** @throws IOException when nobody sits there */
    public static String ask(String question, LastActs lastActs) throws IOException {
        try (var out = new FileOutputStream(TERMINAL);
                var in = new FileInputStream(TERMINAL);
                var terminal = Terminal.silent(TERMINAL, lastActs)) {
            out.write(question.getBytes(UTF_8));
            String answer = new String(new Typed(in).line(), UTF_8);
            out.write('\n');
            return answer;
        }
    }
}
