package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the Debian package works from where it is unpacked. Installing it takes a system of its own: the Xen level does. */
class PackageTest {
    @TempDir
    private Path scratch;

    private static UnpackedPackage unpacked;
    private static Path deb = Path.of("");
    private static Path tree = Path.of("");

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        unpacked = UnpackedPackage.get();
        deb = unpacked.deb();
        tree = unpacked.tree();
    }

    @Test
    void saysWhatItIsAndNeeds() throws IOException, InterruptedException {
        assertThat(UnpackedPackage.run("dpkg-deb", "-f", deb.toString(), "Package"))
                .contains("xapid");
        assertThat(UnpackedPackage.run("dpkg-deb", "-f", deb.toString(), "Depends"))
                .contains("java17-runtime-headless");
        assertThat(UnpackedPackage.run("dpkg-deb", "-f", deb.toString(), "Conflicts"))
                .isBlank();
        assertThat(UnpackedPackage.run("dpkg-deb", "-I", deb.toString(), "conffiles"))
                .contains("/etc/xapid/xapid.conf");
        assertThat(UnpackedPackage.run("dpkg-deb", "-c", deb.toString()).lines())
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
    void keepsItsClassesSoThatItStartsFaster() throws IOException, InterruptedException {
        var environment = new HashMap<>(unpacked.environment());
        environment.put("XAPID_CACHE", scratch.toString());
        Tool kept = Tool.run(List.of(tree.resolve("usr/sbin/xapid").toString(), "--keep-classes"), environment);
        assertThat(kept.exitCode()).as(kept.output()).isZero();
        assertThat(scratch.resolve("classes.jsa")).isNotEmptyFile();
        try (var left = Files.list(scratch)) {
            assertThat(left).hasSize(1);
        }

        environment.put("XAPID_JAVA_OPTIONS", "-Xshare:on"); // ends if it cannot use them
        Tool used = Tool.run(List.of(tree.resolve("usr/sbin/xapid").toString(), "--version"), environment);
        assertThat(used.exitCode()).as(used.output()).isZero();
    }

    @Test
    void startsWithItsDefaultSettings() throws IOException, InterruptedException {
        try (UnpackedPackage.Daemon daemon = unpacked.start(scratch)) {
            daemon.stop();
        }
    }
}
