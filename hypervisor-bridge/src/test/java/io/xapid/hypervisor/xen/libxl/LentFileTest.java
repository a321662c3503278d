package io.xapid.hypervisor.xen.libxl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import io.xapid.hypervisor.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LentFileTest {
    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("saved");
    }

    @Test
    void whatLibxlWritesGoesBehindWhatIsThereAndTheFileGoesOnBehindIt() throws IOException {
        try (var file = StateFile.toSaveInto(path(), 0)) {
            file.write(text("head "));
            try (var lent = LentFile.toWrite(file)) {
                assertThat(lent.reserve(1 << 20)).isTrue();
                writeAsLibxl(lent, "state");
                lent.keep();
                lent.giveBack();
            }
            file.write(text(" tail"));
        }
        assertThat(path()).hasContent("head state tail");
    }

    @Test
    void whatDoesNotCountIsGivenBack() throws IOException {
        Files.writeString(path(), "head");
        try (var file = StateFile.toSaveInto(path(), 4)) {
            try (var lent = LentFile.toWrite(file)) {
                lent.reserve(1 << 20);
                writeAsLibxl(lent, "half of a state");
                lent.giveBack();
            }
            assertThat(file.position()).isEqualTo(4);
        }
        assertThat(path()).hasContent("head");
    }

    @Test
    void aDiskKeepsItsSize() throws IOException {
        Files.write(path(), new byte[1 << 16]);
        try (var file = StateFile.toSaveInto(path(), 0);
                var lent = LentFile.toWrite(file)) {
            lent.reserve(1 << 20);
            writeAsLibxl(lent, "state");
            lent.keep();
            lent.giveBack();
        }
        assertThat(path()).hasSize(1 << 16);
    }

    @Test
    void noRoomIsKnownBeforeAnythingIsWritten() throws IOException {
        try (var file = StateFile.toSaveInto(path(), 0);
                var lent = LentFile.toWrite(file)) {
            assertThatThrownBy(() -> lent.reserve(1L << 60))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no room for 1152921504606846976 bytes in " + path());
        }
        assertThat(path()).isEmptyFile();
    }

    @Test
    void whatIsReadGoesOnBehindWhatLibxlRead() throws IOException {
        Files.writeString(path(), "head state tail");
        try (var file = StateFile.toRestoreFrom(path(), 5)) {
            try (var lent = LentFile.toRead(file);
                    var read = new Memory(5)) {
                assertThat(CLibrary.LIBRARY.read(lent.number(), read, 5)).isEqualTo(5);
                assertThat(read.getByteArray(0, 5)).isEqualTo("state".getBytes(StandardCharsets.US_ASCII));
                lent.keep();
            }
            assertThat(file.position()).isEqualTo(10);
        }
    }

    @Test
    void whatIsNotThereCannotBeLent() throws IOException {
        try (var file = StateFile.toSaveInto(path(), 0)) {
            Files.delete(path());
            assertThatThrownBy(() -> LentFile.toRead(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot open " + path());
        }
    }

    private static void writeAsLibxl(LentFile lent, String bytes) {
        try (var memory = new Memory(bytes.length())) {
            memory.write(0, bytes.getBytes(StandardCharsets.US_ASCII), 0, bytes.length());
            assertThat(CLibrary.LIBRARY.write(lent.number(), memory, bytes.length()))
                    .isEqualTo(bytes.length());
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
