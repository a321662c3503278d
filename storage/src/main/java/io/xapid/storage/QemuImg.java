package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The {@code qemu-img} program, for what we do to QCOW2 files.
 *
 * <p>Every method waits for the program. Interrupting the thread kills it. None syncs what it wrote.
 */
public class QemuImg {
    private static final Pattern PROGRESS = Pattern.compile("\\((\\d{1,3}\\.\\d{1,3})/100%\\)");
    private static final Duration SHORT = Duration.ofMinutes(2);
    /** A medium slower than this is taken to be stuck. */
    private static final long LEAST_BYTES_PER_SECOND = 4L << 20;

    /** Has the kernel kill the program when the thread that started it ends, however it ends. */
    private static final List<String> DYING_WITH_US = List.of("/usr/bin/setpriv", "--pdeathsig", "KILL", "--");

    private final String binary;

    public QemuImg(Path binary) {
        this.binary = binary.toString();
    }

    /** Makes an image that reads as zeros. */
    public void create(Path image, long virtualBytes) {
        run(List.of("create", "-q", "-f", "qcow2", image.toString(), Long.toString(virtualBytes)));
    }

    /**
     * Makes an image that reads as another, which is not looked at.
     *
     * @param backing name of the other image, relative to the folder of the new one
     */
    public void createOverlay(Path image, String backing, long virtualBytes) {
        run(List.of(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-u",
                "-b",
                backing,
                "-F",
                "qcow2",
                image.toString(),
                Long.toString(virtualBytes)));
    }

    /**
     * Makes an image that reads as a volume, and as zeros beyond it.
     *
     * @param virtualBytes size of the image, at least that of the volume
     */
    public void createOverlay(Path image, AttachedVolume backing, long virtualBytes) {
        run(List.of(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                backing.path().toString(),
                "-F",
                backing.format().toolName(),
                image.toString(),
                Long.toString(virtualBytes)));
    }

    /** Builds an image on another volume than it was built on, and writes into it what it needs to read as before. */
    public void rebase(Path image, AttachedVolume backing, long virtualBytes, Transfer transfer) {
        runLong(
                List.of(
                        "rebase",
                        "-p",
                        "-f",
                        "qcow2",
                        "-b",
                        backing.path().toString(),
                        "-F",
                        backing.format().toolName(),
                        image.toString()),
                virtualBytes,
                transfer);
    }

    /**
     * Says that an image is built on another, which is not looked at: what the image does not hold itself reads as that
     * one from now on.
     *
     * @param backing name of the other image, relative to the folder of this one
     */
    public void putOn(Path image, String backing) {
        run(List.of("rebase", "-q", "-u", "-f", "qcow2", "-b", backing, "-F", "qcow2", image.toString()));
    }

    /** Grows an image. */
    public void resize(Path image, long virtualBytes) {
        run(List.of("resize", "-q", "-f", "qcow2", image.toString(), Long.toString(virtualBytes)));
    }

    /** Writes the content of {@code source} to a new image that stands alone. */
    public void convert(AttachedVolume source, Path image, Transfer transfer) {
        runLong(
                List.of(
                        "convert",
                        "-p",
                        "-f",
                        source.format().toolName(),
                        "-O",
                        "qcow2",
                        source.path().toString(),
                        image.toString()),
                source.virtualBytes(),
                transfer);
    }

    /** Writes what an image holds into the image that it is built on, and leaves it as it is. */
    public void commit(Path image, long virtualBytes, Transfer transfer) {
        runLong(List.of("commit", "-p", "-d", "-f", "qcow2", image.toString()), virtualBytes, transfer);
    }

    private void run(List<String> arguments) {
        run(List.of(), arguments, line -> false, SHORT, Transfer.unwatched());
    }

    /** A run that would go on for long if the daemon were killed, and so must not outlive this thread. */
    private void runLong(List<String> arguments, long virtualBytes, Transfer transfer) {
        Duration deadline = SHORT.plusSeconds(virtualBytes / LEAST_BYTES_PER_SECOND);
        run(DYING_WITH_US, arguments, line -> isProgress(line, transfer), deadline, transfer);
    }

    private static boolean isProgress(String line, Transfer transfer) {
        var progress = PROGRESS.matcher(line);
        if (!progress.matches()) {
            return false;
        }
        transfer.report(Double.parseDouble(progress.group(1)) / 100);
        return true;
    }

    private void run(
            List<String> wrapper,
            List<String> arguments,
            Predicate<String> consumer,
            Duration deadline,
            Transfer transfer) {
        var command = new ArrayList<>(wrapper);
        command.add(binary);
        command.addAll(arguments);
        Tool.Outcome outcome = new Tool(command, consumer).run(deadline, transfer);
        if (outcome.exit() != 0) {
            String said = outcome.said().isEmpty() ? "exit code " + outcome.exit() : outcome.said();
            throw new StorageException(kindOf(said), "qemu-img %s: %s".formatted(arguments.get(0), said));
        }
    }

    private static Kind kindOf(String said) {
        if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
            return Kind.NO_SPACE;
        }
        if (said.contains("Failed to get ") && said.contains(" lock")) {
            return Kind.IN_USE;
        }
        if (said.contains("No such file or directory")) {
            return Kind.NOT_FOUND;
        }
        if (said.contains("File too large")) {
            return Kind.TOO_LARGE;
        }
        return said.contains("is corrupt") || said.contains("not in qcow2 format") ? Kind.CORRUPT : Kind.IO;
    }
}
