package io.xapid.xe.talk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The terminal of the standard input, through {@code stty}. While it is raw every key goes to the guest, Ctrl-C too. */
final class Terminal implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;
    private static final int LONGEST_STATE = 1 << 10;
    private static final List<String> RAW = List.of(
            "-ignbrk -brkint -parmrk -istrip -inlcr -igncr -icrnl -ixon -opost -echo -echonl -icanon -isig cs8 -parenb min 1 time 0"
                    .split(" "));

    private final ProcessBuilder.Redirect device;
    private final String before;
    private final LastActs.Act act;

    private Terminal(ProcessBuilder.Redirect device, String before, LastActs lastActs) {
        this.device = device;
        this.before = before;
        this.act = lastActs.add(this::restore);
    }

    /**
     * Makes the standard input's terminal raw until this is closed, or the process ends.
     *
     * @throws IOException when there is none
     */
    static Terminal raw(LastActs lastActs) throws IOException {
        return change(ProcessBuilder.Redirect.INHERIT, RAW, lastActs);
    }

    /** Keeps it from showing what is typed at {@code device}, until this is closed, or the process ends. */
    static Terminal silent(File device, LastActs lastActs) throws IOException {
        return change(ProcessBuilder.Redirect.from(device), List.of("-echo"), lastActs);
    }

    private static Terminal change(ProcessBuilder.Redirect device, List<String> how, LastActs lastActs)
            throws IOException {
        String before = stty(device, List.of("-g")).strip();
        if (before.isEmpty()) {
            throw new IOException("a console needs a terminal");
        }
        var terminal = new Terminal(device, before, lastActs); // before it is changed
        try {
            stty(device, how);
            return terminal;
        } catch (IOException problem) {
            terminal.close();
            throw problem;
        }
    }

    private void restore() {
        try {
            stty(device, List.of(before));
        } catch (IOException gone) {
            return; // with the terminal, which nobody can use any more
        }
    }

    @Override
    public void close() {
        restore();
        act.close();
    }

    private static String stty(ProcessBuilder.Redirect device, List<String> words) throws IOException {
        var command = new ArrayList<String>();
        command.add("stty");
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectInput(device)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            byte[] said = process.getInputStream().readNBytes(LONGEST_STATE);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("a console needs a terminal");
            }
            return new String(said, US_ASCII);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", hurry);
        } finally {
            process.destroyForcibly();
        }
    }
}
