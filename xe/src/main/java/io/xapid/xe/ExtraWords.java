package io.xapid.xe;

import java.util.ArrayList;
import java.util.List;

/** Words in a variable: commas are between them, and a backslash takes the meaning from what follows it. */
final class ExtraWords {
    private ExtraWords() {}

    static List<String> split(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == ',') {
                end(word, words);
            } else {
                if (letter == '\\' && i + 1 < text.length()) {
                    i++;
                }
                word.append(text.charAt(i));
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
