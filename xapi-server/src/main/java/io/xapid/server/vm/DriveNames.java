package io.xapid.server.vm;

import io.xapid.model.store.Row;
import io.xapid.model.vm.Vm;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Positions of drives, and the words for them: {@code 1}, {@code xvdb}, {@code hdb} and {@code sdb} are one position. */
final class DriveNames {
    static final String AUTODETECT = "autodetect";
    private static final int LETTERS = 26;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern NAME = Pattern.compile("(?:xvd|hd|sd)([a-z]{1,2})");
    private static final Pattern FLOPPY = Pattern.compile("fd([ab])");

    /** Which positions a kind of drive may take. */
    enum Room {
        ORDINARY(254),
        CONTROL_DOMAIN(255),
        FLOPPY(1);

        private final int last;

        Room(int last) {
            this.last = last;
        }

        /** Where disks and CDs of this VM go. */
        static Room of(Row<Vm> vm) {
            return vm.get(Vm.IS_CONTROL_DOMAIN) ? CONTROL_DOMAIN : ORDINARY;
        }

        boolean contains(int position) {
            return position >= 0 && position <= last;
        }

        IntStream positions() {
            return IntStream.rangeClosed(0, last);
        }
    }

    private DriveNames() {}

    /** The position that a word means; empty for a word that means none, and for {@code autodetect}. */
    static OptionalInt position(String word, Room room) {
        int position = parsed(word, room);
        return room.contains(position) ? OptionalInt.of(position) : OptionalInt.empty();
    }

    /** The lowest position that none of these words means. */
    static Optional<Integer> lowestFree(Collection<String> taken, Room room) {
        Set<Integer> used = positions(taken, room);
        return room.positions().filter(at -> !used.contains(at)).boxed().findFirst();
    }

    static Set<Integer> positions(Collection<String> words, Room room) {
        return words.stream()
                .flatMapToInt(word -> position(word, room).stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    /** The name of a position as a guest is told it, such as {@code xvda}. */
    static String nameOf(int position) {
        String last = String.valueOf((char) ('a' + position % LETTERS));
        return position < LETTERS ? "xvd" + last : "xvd" + (char) ('a' + position / LETTERS - 1) + last;
    }

    private static int parsed(String word, Room room) {
        if (NUMBER.matcher(word).matches()) {
            return Integer.parseInt(word);
        }
        Matcher name = (room == Room.FLOPPY ? FLOPPY : NAME).matcher(word);
        return name.matches() ? fromLetters(name.group(1)) : -1;
    }

    private static int fromLetters(String letters) {
        int position = -1;
        for (int at = 0; at < letters.length(); at++) {
            position = (position + 1) * LETTERS + (letters.charAt(at) - 'a');
        }
        return position;
    }
}
