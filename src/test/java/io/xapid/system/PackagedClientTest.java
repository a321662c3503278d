package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line client of the package: with the package's daemon, and in a shell that completes its words. */
class PackagedClientTest {
    /** This machine as well, and not by a name for which the client would do without TLS. */
    private static final String NOT_ITS_NAME = "127.1";

    private static final String FIRST_TEMPLATE = "Other install media";

    @TempDir
    static Path scratch;

    private static UnpackedPackage unpacked;
    private static UnpackedPackage.Daemon daemon;
    private static Path password = Path.of("");

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        unpacked = UnpackedPackage.get();
        daemon = unpacked.start(Files.createDirectories(scratch.resolve("daemon")));
        password = Files.writeString(
                scratch.resolve("password"),
                "root\n" + Files.readString(daemon.state().resolve("root-password")));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        daemon.close();
    }

    private static String xe(String host, String port, String... words) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(unpacked.tree().resolve("usr/bin/xe").toString()));
        command.addAll(List.of("-s", host, "-p", port, "-pwf", password.toString()));
        command.addAll(List.of(words));
        Tool ran = Tool.run(command, environment());
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return ran.output();
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<>(unpacked.environment());
        environment.put("XAPID_CACHE", scratch.toString()); // its kept classes
        environment.put("HOME", scratch.toString());
        return environment;
    }

    private static String port(String url) throws IOException {
        return String.valueOf(daemon.port(url));
    }

    @Test
    void listsThisHostWithTlsAndWithout() throws Exception {
        String plain = xe("127.0.0.1", port("url"), "host-list", "--minimal");
        assertThat(plain).matches("[0-9a-f-]{36}\n");
        assertThat(xe(NOT_ITS_NAME, port("https_url"), "host-list", "--minimal"))
                .isEqualTo(plain);
    }

    @Test
    void keepsItsClassesSoThatItStartsFaster() throws Exception {
        Tool kept =
                Tool.run(List.of(unpacked.tree().resolve("usr/bin/xe").toString(), "--keep-classes"), environment());
        assertThat(kept.exitCode()).as(kept.output()).isZero();
        try (var files = Files.list(scratch)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsAnyOf("xe.jsa", "xe.aot");
        }
        assertThat(xe("127.0.0.1", port("url"), "host-list", "--minimal")).matches("[0-9a-f-]{36}\n");
    }

    @Test
    void runsFromACheckoutWhereNothingSaysWhereJavaIs() throws Exception {
        Path script = Path.of(System.getProperty("xapid.root")).resolve("scripts/xe");
        Tool ran = Tool.run(List.of("env", "-u", "JAVA_HOME", script.toString(), "-version"), Map.of());
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        assertThat(ran.output()).endsWith("ThinCLI protocol: 0.2\n");
    }

    @Test
    void theWayFromXlToXeIsTrueAsItStands() throws Exception {
        Path page = Path.of(System.getProperty("xapid.root")).resolve("docs/how-to/from-xl.md");
        String story = Files.readString(page).replaceAll("(?s).*## A guest's life(.*?)\n## .*", "$1");
        List<String> typed = story.lines()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
        assertThat(typed).hasSizeGreaterThan(10);
        String script =
                """
                set -euo pipefail
                xe() { %s -s 127.0.0.1 -p %s -pwf %s "$@"; }
                %s
                """.formatted(unpacked.tree().resolve("usr/bin/xe"), port("url"), password, String.join("\n", typed));
        Tool shell = Tool.run(List.of("bash", "--norc", "-c", script), environment());
        assertThat(shell.exitCode()).as(shell.output()).isZero();
        assertThat(shell.output())
                .contains("Total time: ", "power-state ( RO): running", "Disk 0 VDI:")
                .endsWith("All objects destroyed\n");
    }

    @Test
    void commandsAndTheirWordsAreCompleted() throws Exception {
        assertThat(completed("vm-sta")).containsExactly("vm-start ");
        assertThat(completed("-s h -u root host-param-g")).containsExactly("host-param-get ");
        assertThat(completed("")).contains("vm-list ", "help ", "sr-create ").hasSizeGreaterThan(500);
        assertThat(completed("vm-start ")).contains("paused=", "vm=", "uuid=", "--multiple ");
        assertThat(completed("vm-start --paused p")).isEmpty(); // it is there
        assertThat(completed("vm-start paused=true vm=x --m")).containsExactly("--multiple ");
        assertThat(completed("no-such-command x")).isEmpty();
        assertThat(completed("vm-start ;rm")).isEmpty();
        assertThat(completed("'.*")).isEmpty();
        assertThat(completed("-s ")).isEmpty();
    }

    @Test
    void zshOffersTheSame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "there is no zsh on this machine");
        assertThat(inZsh("vm-sta")).containsExactly("vm-start");
        assertThat(inZsh("vm-start", "pau")).containsExactly("paused=");
        assertThat(inZsh("vm-start", "--mul")).containsExactly("--multiple");
        assertThat(inZsh("vdi-import", "filename=x")).containsExactly("files");
        assertThat(inZsh(
                        "-s",
                        "127.0.0.1",
                        "-p",
                        port("url"),
                        "-pwf",
                        password.toString(),
                        "vm-install",
                        "template=Oth"))
                .contains("template=" + FIRST_TEMPLATE);
    }

    /** What zsh's own functions are given after these words, without the line editor around them. */
    private static List<String> inZsh(String... words) throws Exception {
        Path bin = unpacked.tree().resolve("usr/bin");
        String script = """
                path=(%s $path)
                compadd() { while [[ $1 == -S ]] { shift 2 }; shift; print -l -- "$@" }
                compset() { : }
                _files() { print files }
                complete_xe() { . %s }
                words=(xe "$@")
                CURRENT=$#words
                complete_xe
                """.formatted(bin, unpacked.tree().resolve("usr/share/zsh/vendor-completions/_xe"));
        var command = new ArrayList<>(List.of("/usr/bin/zsh", "-f", "-c", script, "zsh"));
        command.addAll(List.of(words));
        Tool ran = Tool.run(command, environment());
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return ran.output().lines().filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void theManualIsReadable() throws Exception {
        Path page = unpacked.tree().resolve("usr/share/man/man1/xe.1.gz");
        Tool manual = Tool.run(List.of("gzip", "-dc", page.toString()), Map.of());
        assertThat(manual.exitCode()).isZero();
        assertThat(manual.output()).startsWith(".TH XE 1").contains("\\-\\-minimal", "XE_EXTRA_ARGS");
    }

    @Test
    void namesOfObjectsAreAskedOfTheServer() throws Exception {
        String server = "-s 127.0.0.1 -p %s -pwf %s ".formatted(port("url"), password);
        String uuid = xe("127.0.0.1", port("url"), "host-list", "--minimal").strip();
        assertThat(completed(server + "host-param-list uuid=")).containsExactly(uuid + " ");
        assertThat(completed(server + "pbd-create host-uuid=" + uuid.substring(0, 3)))
                .containsExactly(uuid + " ");
        assertThat(completed(server + "vm-install template=Oth")).contains(FIRST_TEMPLATE.replace(" ", "\\ ") + " ");
        assertThat(completed("-s 127.0.0.1 -p 1 host-param-list uuid=")).isEmpty();
    }

    @Test
    void namesOfFilesAreTheShellsAffair() throws Exception {
        Files.writeString(scratch.resolve("image one.vhd"), "");
        assertThat(completed("vdi-import filename=" + scratch.resolve("image")))
                .containsExactly(scratch.resolve("image one.vhd").toString());
    }

    /** What bash would offer after this line. */
    private static List<String> completed(String line) throws Exception {
        Path bin = unpacked.tree().resolve("usr/bin");
        String script = """
                PATH=%s:$PATH
                . %s
                complete -p xe >/dev/null || exit 1
                compopt() { :; } # there is no completion under way
                COMP_LINE="xe $1"
                COMP_POINT=${#COMP_LINE}
                _xe
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(bin, unpacked.tree().resolve("usr/share/bash-completion/completions/xe"));
        Tool ran = Tool.run(List.of("bash", "--norc", "-c", script, "bash", line), environment());
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return ran.output().lines().filter(word -> !word.isEmpty()).toList();
    }
}
