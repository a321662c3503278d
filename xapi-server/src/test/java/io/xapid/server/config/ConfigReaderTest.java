package io.xapid.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private static final Path HOME = Path.of("/home/ada");

    @TempDir
    Path folder;

    @Test
    void fillsInDefaultsThatSuitThePrivilege() throws ConfigException {
        Config root = new ConfigReader(Map.of(), Path.of("/root"), true).read(List.of());
        Config plain = read(Map.of());

        assertThat(root.stateDirectory()).isEqualTo(Path.of("/var/lib/xapid"));
        assertThat(root.httpPort()).isEqualTo(80);
        assertThat(root.httpsPort()).isEqualTo(443);
        assertThat(plain.stateDirectory()).isEqualTo(HOME.resolve(".local/state/xapid"));
        assertThat(plain.rootPasswordFile()).isEqualTo(HOME.resolve(".local/state/xapid/root-password"));
        assertThat(plain.httpPort()).isEqualTo(8080);
        assertThat(plain.httpsPort()).isEqualTo(8443);
        assertThat(plain.listen().isLoopbackAddress()).isTrue();
        assertThat(plain.hypervisor()).isEqualTo(HypervisorChoice.AUTO);
        assertThat(plain.readyFile()).isEmpty();
    }

    @Test
    void takesOptionsBeforeVariablesBeforeTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("xapid.conf"), """
                # a remark
                http-port = 1001
                https-port=1002
                state-dir = /srv/from-file
                """);
        Map<String, String> environment = Map.of("XAPID_HTTPS_PORT", "2002", "XAPID_STATE_DIR", "/srv/from-variable");

        Config config = read(environment, "--config", file.toString(), "--state-dir=/srv/from-option");

        assertThat(config.httpPort()).isEqualTo(1001);
        assertThat(config.httpsPort()).isEqualTo(2002);
        assertThat(config.stateDirectory()).isEqualTo(Path.of("/srv/from-option"));
    }

    @Test
    void findsTheFileByItsVariable() throws Exception {
        Path file = Files.writeString(folder.resolve("xapid.conf"), "hypervisor = simulator\n");

        Config config = read(Map.of("XAPID_CONFIG", file.toString()));

        assertThat(config.hypervisor()).isEqualTo(HypervisorChoice.SIMULATOR);
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysWhere() throws Exception {
        Path file = Files.writeString(folder.resolve("xapid.conf"), "\nport = 80\n");

        assertRefused("unknown option '--bogus'; --help lists them all", "--bogus");
        assertRefused("unknown option 'start'; --help lists them all", "start");
        assertRefused("--http-port needs a value: N", "--http-port");
        assertRefused("bad value 'x' for http-port; it takes a number from 0 to 65535", "--http-port", "x");
        assertRefused("bad value '65536' for https-port", "--https-port=65536");
        assertRefused("bad value 'kvm' for hypervisor; it takes one of auto|xen|qemu|simulator", "--hypervisor", "kvm");
        assertRefused("bad value '' for state-dir", "--state-dir=");
        assertRefused("bad value '' for listen", "--listen=");
        assertRefused("bad value 'maybe' for no-install; it takes true or false", "--no-install=maybe");
        assertRefused(file + ":2: unknown setting 'port'", "--config", file.toString());
        assertRefused("cannot read configuration file /nowhere/x (NoSuchFileException)", "--config", "/nowhere/x");
    }

    @Test
    void refusesABadVariableByItsName() {
        assertThatThrownBy(() -> read(Map.of("XAPID_HTTP_PORT", "many")))
                .hasMessageStartingWith("XAPID_HTTP_PORT: bad value 'many' for http-port");
    }

    @Test
    void namesVariablesThatMeanNothing() {
        var reader = new ConfigReader(Map.of("XAPID_PORT", "1", "XAPID_LISTEN", "::1", "PATH", "/bin"), HOME, false);

        assertThat(reader.unknownVariables()).containsExactly("XAPID_PORT");
    }

    @Test
    void neverPrintsControlCharactersOfAValue() {
        assertRefused("bad value '?[31m' for http-port", "--http-port", "\u001b[31m");
    }

    private static Config read(Map<String, String> environment, String... arguments) throws ConfigException {
        return new ConfigReader(environment, HOME, false).read(List.of(arguments));
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> read(Map.of(), arguments))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }
}
