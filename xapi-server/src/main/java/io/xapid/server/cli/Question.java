package io.xapid.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Asks whoever types whether that is really meant. */
final class Question {
    private Question() {}

    /**
     * @param what is about to happen
     * @param objects that it happens to, a line each
     */
    static boolean isWanted(ThinTalk talk, String what, List<String> objects) throws IOException {
        talk.print(what);
        for (String object : objects) {
            talk.print(object);
        }
        talk.print("Type 'yes' to continue");
        String typed = talk.prompt().strip();
        if (typed.toLowerCase(Locale.ROOT).equals("yes")) {
            return true;
        }
        talk.print("Aborted (you typed: '" + typed + "')");
        return false;
    }
}
