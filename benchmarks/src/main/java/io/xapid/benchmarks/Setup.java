package io.xapid.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What all benchmarks need to know.
 *
 * @param daemon the command that starts the daemon, without options
 * @param folder for state directories and all else; removed at the end
 * @param quick whether only to see that all works: short and few rounds, whose figures say nothing
 */
record Setup(List<String> daemon, Path folder, boolean quick) {
    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    Setup {
        daemon = List.copyOf(daemon);
    }

    /** How often to do what is done {@code rounds} times when it counts. */
    int rounds(int rounds) {
        return quick ? Math.min(rounds, 2) : rounds;
    }

    /** How long to do what is done so long when it counts. */
    double seconds(double seconds) {
        return quick ? Math.min(seconds, 0.5) : seconds;
    }

    List<String> daemonWithoutArchive() {
        return daemon.stream().filter(word -> !word.startsWith(ARCHIVE)).toList();
    }

    /** A command that runs a program of this module in the daemon's kind of virtual machine. */
    List<String> program(Class<?> main, String... arguments) {
        List<String> flags = daemonWithoutArchive();
        var command = new ArrayList<>(flags.subList(0, flags.indexOf("-jar")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
