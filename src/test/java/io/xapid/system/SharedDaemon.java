package io.xapid.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests that leave things as they found them one daemon, with QEMU beneath. It ends with the last of them. */
final class SharedDaemon implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RealDaemon.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedDaemon.class))
                .getOrComputeIfAbsent(Held.class, key -> Held.started(), Held.class)
                .daemon;
    }

    private static final class Held implements AutoCloseable {
        private final Path directory;
        private final RealDaemon daemon;

        private Held(Path directory, RealDaemon daemon) {
            this.directory = directory;
            this.daemon = daemon;
        }

        static Held started() {
            try {
                Path directory = Files.createTempDirectory("shared-daemon");
                return new Held(directory, RealDaemon.withGuests(directory.resolve("state")));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() throws IOException {
            daemon.close();
            try (Stream<Path> left = Files.walk(directory)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
