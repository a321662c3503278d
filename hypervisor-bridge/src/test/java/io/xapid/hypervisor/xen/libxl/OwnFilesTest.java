package io.xapid.hypervisor.xen.libxl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnFilesTest {
    private static final int CLOSE_ON_EXEC = 02000000;

    @Test
    void areKeptFromProgramsThatLibxlStarts() throws Exception {
        try (var before = listening()) {
            assertThat(before.isOpen()).isTrue();
            assertThat(inherited()).as("sockets that Java left to children").isPositive();

            OwnFiles.keep();

            assertThat(inherited()).isZero();
        }
    }

    private static ServerSocketChannel listening() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** How many sockets of this process a program would have that it starts without closing them. */
    private static long inherited() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(OwnFilesTest::isSocket)
                    .filter(OwnFilesTest::isInherited)
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Integer.parseInt(file.getFileName().toString()) > 2
                    && Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static boolean isInherited(Path file) {
        try {
            return Files.readAllLines(Path.of("/proc/self/fdinfo").resolve(file.getFileName())).stream()
                    .filter(line -> line.startsWith("flags:"))
                    .mapToInt(line ->
                            Integer.parseInt(line.substring("flags:".length()).strip(), 8))
                    .anyMatch(flags -> (flags & CLOSE_ON_EXEC) == 0);
        } catch (IOException e) {
            return false;
        }
    }
}
