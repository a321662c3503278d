package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the Debian package works from where it is unpacked. Installing it takes a system of its own: the Xen level does. */
class PackageTest {
    private static final Path HOME = Path.of(System.getProperty("xapid.root"));
    private static final long READY_SECONDS = 60;

    @TempDir
    static Path scratch;

    private static Path deb = Path.of("");
    private static Path tree = Path.of("");

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        deb = Path.of(run(HOME.resolve("scripts/package").toString(), "--output", scratch.toString())
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow());
        tree = scratch.resolve("tree");
        run("dpkg-deb", "-x", deb.toString(), tree.toString());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Tool ran = Tool.run(List.of(command), Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return ran.output();
    }

    @Test
    void saysWhatItIsAndNeeds() throws IOException, InterruptedException {
        assertThat(run("dpkg-deb", "-f", deb.toString(), "Package")).contains("xapid");
        assertThat(run("dpkg-deb", "-f", deb.toString(), "Depends")).contains("java17-runtime-headless");
        assertThat(run("dpkg-deb", "-f", deb.toString(), "Conflicts")).isBlank();
        assertThat(run("dpkg-deb", "-I", deb.toString(), "conffiles")).contains("/etc/xapid/xapid.conf");
        assertThat(run("dpkg-deb", "-c", deb.toString()).lines())
                .allMatch(line -> line.contains("root/root"))
                .noneMatch(line -> Pattern.matches("^.{5}w.*|^.{8}w.*", line) && !line.startsWith("l"));
    }

    @Test
    void namesTheLicenceOfEveryLibrary() throws IOException {
        String licences =
                Files.readString(tree.resolve("usr/share/doc/xapid/copyright")).toLowerCase(Locale.ROOT);
        try (var libraries = Files.list(tree.resolve("usr/share/xapid/lib"))) {
            var unnamed = libraries
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains("SNAPSHOT"))
                    .filter(name -> !licences.contains(name.split("[-0-9]")[0].replace("xmlrpc", "xml-rpc")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(unnamed).isEmpty();
        }
    }

    @Test
    void theServiceIsOneThatSystemdTakesAndLeavesGuestsAlone() throws IOException {
        String unit = Files.readString(tree.resolve("lib/systemd/system/xapid.service"));
        assertThat(unit)
                .contains("KillMode=process")
                .contains("ExecStart=/usr/sbin/xapid --config /etc/xapid/xapid.conf");
        for (String code : List.of("2", "3", "5", "6")) { // as docs/reference/configuration.md has them
            assertThat(unit).containsPattern("RestartPreventExitStatus=.*\\b" + code + "\\b");
        }
    }

    @Test
    void startsWithItsDefaultSettings() throws IOException, InterruptedException {
        Path ready = scratch.resolve("ready");
        var builder = new ProcessBuilder(
                        tree.resolve("usr/sbin/xapid").toString(),
                        "--config",
                        tree.resolve("etc/xapid/xapid.conf").toString(),
                        "--state-dir",
                        scratch.resolve("state").toString(),
                        "--ready-file",
                        ready.toString(),
                        "--hypervisor",
                        "simulator",
                        "--http-port",
                        "0",
                        "--https-port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("output").toFile());
        builder.environment().put("XAPID_HOME", tree.resolve("usr/share/xapid").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
            while (!Files.exists(ready)) {
                assertThat(process.isAlive() && System.nanoTime() < until)
                        .as(() -> output())
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            process.destroy();
            assertThat(process.waitFor(READY_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(() -> output()).isZero();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String output() {
        try {
            return Files.readString(scratch.resolve("output"));
        } catch (IOException e) {
            return "no output: " + e;
        }
    }
}
