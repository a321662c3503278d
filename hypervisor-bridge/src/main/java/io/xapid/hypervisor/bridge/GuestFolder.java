package io.xapid.hypervisor.bridge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one guest: what a later daemon needs to know of it that its hypervisor would not tell. A guest without
 * one is none of ours.
 */
public class GuestFolder {
    private static final String SPEC = "spec.json";
    private static final String ENDING = "ending.json";
    private static final String LIFE = "life.json";

    private static final long LOG_LIMIT_BYTES = 1 << 20;
    private static final Logger LOGGER = LoggerFactory.getLogger(GuestFolder.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later release may have written more
            .addMixIn(Boot.class, BootKinds.class)
            .addMixIn(Nic.Attachment.class, AttachmentKinds.class)
            .build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Boot.DirectKernel.class, name = "kernel"),
        @JsonSubTypes.Type(value = Boot.Bootloader.class, name = "bootloader"),
        @JsonSubTypes.Type(value = Boot.Firmware.class, name = "firmware")
    })
    private interface BootKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Nic.Attachment.Bridge.class, name = "bridge"),
        @JsonSubTypes.Type(value = Nic.Attachment.Tap.class, name = "tap"),
        @JsonSubTypes.Type(value = Nic.Attachment.UserMode.class, name = "user")
    })
    private interface AttachmentKinds {}

    /** How the guest came to its end, written down as it happened. */
    public record Ending(DomainState state, String detail) {}

    /** What is known of the guest's starts. */
    public record Life(long bootedAtMillis, long resets) {}

    private final Path path;

    public GuestFolder(Path parent, VmId vm) {
        this.path = parent.resolve(vm.toString());
    }

    /** All guests that have a folder here. */
    public static List<VmId> all(Path parent) throws IOException {
        var found = new ArrayList<VmId>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                if (Files.exists(entry.resolve(SPEC))) {
                    vm(entry).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Optional<VmId> vm(Path entry) {
        try {
            return Optional.of(VmId.of(entry.getFileName().toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // someone else's folder
        }
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    public boolean exists() {
        return Files.exists(file(SPEC));
    }

    /** Makes the folder, for its owner's eyes only. Fails when the guest has one. */
    public void create(DomainSpec spec) throws IOException {
        if (exists()) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Files.createDirectories(path.getParent());
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        write(SPEC, spec);
    }

    public void writeSpec(DomainSpec spec) throws IOException {
        write(SPEC, spec);
    }

    public Optional<DomainSpec> spec() throws IOException {
        return read(SPEC, DomainSpec.class);
    }

    public void writeEnding(Ending ending) throws IOException {
        write(ENDING, ending);
    }

    public void forgetEnding() throws IOException {
        Files.deleteIfExists(file(ENDING));
    }

    public Optional<Ending> ending() throws IOException {
        return read(ENDING, Ending.class);
    }

    public void writeLife(Life life) throws IOException {
        write(LIFE, life);
    }

    public Optional<Life> life() throws IOException {
        return read(LIFE, Life.class);
    }

    /** The end of a log file, in a form fit for showing; empty if there is none. */
    public String tail(String name, int limitBytes) {
        try (var channel = Files.newByteChannel(file(name))) {
            channel.position(Math.max(0, channel.size() - limitBytes));
            var buffer = ByteBuffer.allocate(limitBytes);
            int count;
            do {
                count = channel.read(buffer);
            } while (count >= 0 && buffer.hasRemaining());
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            return Printable.of(text.strip().replace("\r", "").replace("\n", " | "), limitBytes);
        } catch (IOException e) {
            return "";
        }
    }

    /** Keeps a log that others append to from filling the disk: the latest part of one that is too long is kept aside. */
    public void trim(String name) {
        Path log = file(name);
        try {
            if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
                Files.move(latest(log), file(name + ".1"), StandardCopyOption.REPLACE_EXISTING);
                // whoever appends goes on in what is cut to nothing
                Files.newByteChannel(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException e) {
            LOGGER.debug("Cannot trim {}", log, e); // the guest may just have gone
        }
    }

    private static Path latest(Path log) throws IOException {
        Path copy = log.resolveSibling(log.getFileName() + ".new");
        try (var from = FileChannel.open(log);
                var to = FileChannel.open(
                        copy,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long size = from.size();
            from.transferTo(Math.max(0, size - LOG_LIMIT_BYTES), LOG_LIMIT_BYTES, to);
        }
        return copy;
    }

    /**
     * Removes the folder and all in it; the spec last, so that a half-removed guest is still listed. Nothing is written
     * meanwhile: whoever must not write into a folder that is made anew looks and writes under this object's lock.
     */
    public synchronized void remove() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().equals(SPEC)) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(file(SPEC));
        Files.deleteIfExists(path);
    }

    /** Writes a note, as a whole or not at all. */
    protected synchronized void write(String name, Object value) throws IOException {
        Path fresh = file(name + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(value));
        Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads a note, if it was written. */
    protected <T> Optional<T> read(String name, Class<T> type) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(name)), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
