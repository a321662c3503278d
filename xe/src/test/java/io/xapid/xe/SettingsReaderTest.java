package io.xapid.xe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.xe.net.Dialer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private Settings read(String... arguments) throws XeFailure {
        environment.putIfAbsent("HOME", home.toString());
        return new SettingsReader(environment, question -> "typed at: " + question).read(arguments);
    }

    private void file(String content) throws IOException {
        Files.writeString(home.resolve(".xe"), content);
    }

    @Test
    void aBareCommandIsForRootOfThisMachine() throws XeFailure {
        Settings settings = read("vm-list");

        assertThat(settings.words()).containsExactly("vm-list");
        assertThat(settings.server()).isEqualTo(new Dialer.Server("127.0.0.1", 0, true, ""));
        assertThat(settings.user()).isEqualTo("root");
        assertThat(settings.password()).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-s far -p 8443 -u me -pw hush --nossl vm-list uuid=1",
                "-h far vm-list port=8443 username=me password=hush nossl=true uuid=1",
                "vm-list server=far -p 8443 -u me uuid=1 -pw hush --nossl",
            })
    void whatIsForUsIsTakenInEitherForm(String line) throws XeFailure {
        Settings settings = read(line.split(" "));

        assertThat(settings.words()).containsExactly("vm-list", "uuid=1");
        assertThat(settings.server()).isEqualTo(new Dialer.Server("far", 8443, false, ""));
        assertThat(settings.user()).isEqualTo("me");
        assertThat(settings.password()).isEqualTo("hush");
    }

    @Test
    void whatIsForTheServerGoesThereInOrder() throws Exception {
        file("vm-param=from file\nserver=a\n\n# a remark\nusername=filed=user\n");
        environment.put("XE_EXTRA_ARGS", "other=from variable,-s,b,--force");

        Settings settings = read("vm-start", "--live", "-x", "on=", "a=b=c", "-s");

        assertThat(settings.words())
                .containsExactly(
                        "vm-start",
                        "--live",
                        "-x",
                        "on=",
                        "a=b=c",
                        "-s",
                        "other=from variable",
                        "--force",
                        "vm-param=from file");
        assertThat(settings.server().host()).isEqualTo("b");
        assertThat(settings.user()).isEqualTo("filed=user");
    }

    @Test
    void theNearerCountsMore() throws Exception {
        file("server=file\nport=1\nusername=file\npassword=file\nca=file\n");
        environment.put("XE_EXTRA_ARGS", "port=2,username=variable,password=variable,traceparent=extra");
        environment.put("XE_CA", "variable");
        environment.put("TRACEPARENT", "variable");
        environment.put("BAGGAGE", "a=b");

        Settings settings = read("x", "-u", "line");

        assertThat(settings.server()).isEqualTo(new Dialer.Server("file", 2, true, "variable"));
        assertThat(settings.user()).isEqualTo("line");
        assertThat(settings.password()).isEqualTo("variable");
        assertThat(settings.traceParent()).isEqualTo("variable");
        assertThat(settings.baggage()).isEqualTo("a=b");
        assertThat(read("x", "--traceparent", "line", "--ca", "line"))
                .extracting(Settings::traceParent, line -> line.server().authorities())
                .containsExactly("line", "line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|a;b",
                "a\\,b,c|a,b;c",
                "password=a\\\\\\,b|password=a\\,b",
                "a\\b|ab",
                ",,a,,b,|a;b",
                "a\\|a\\",
                "''|''",
            })
    void wordsOfTheVariableAreSplitAtCommas(String text, String words) {
        assertThat(ExtraWords.split(text)).isEqualTo(words.isEmpty() ? List.of() : List.of(words.split(";")));
    }

    @Test
    void passwordsComeFromAFileOrFromWhoeverIsAsked() throws Exception {
        Path file = Files.writeString(home.resolve("password"), "admin\nhush hush\r\nrest\n");

        assertThat(read("x", "-pw", "else", "-pwf", file.toString()))
                .extracting(Settings::user, Settings::password)
                .containsExactly("admin", "hush hush");
        assertThat(read("x", "-u", "me", "--ask-password", "-s", "far"))
                .extracting(Settings::user, Settings::password)
                .containsExactly("me", "typed at: Password of me at far: ");
    }

    @Test
    void secretsAreNotInWhatSettingsPrint() throws XeFailure {
        assertThat(read("x", "-pw", "hush").toString()).doesNotContain("hush");
    }

    @Test
    void aPasswordFileThatIsNoneIsNamed() throws IOException {
        Path one = Files.writeString(home.resolve("one"), "secret alone\n");
        Path large = Files.writeString(home.resolve("large"), "x".repeat(70_000));

        assertFails("cannot read the password file /nowhere/at-all: No such file", "-pwf", "/nowhere/at-all");
        assertFails("cannot read the password file " + home + ": Is a directory", "-pwf", home.toString());
        assertFails("does not have the user in its first line", "-pwf", one.toString());
        assertFails("larger than 64 KiB", "-pwf", large.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"server=a\nsecret\n", "=secret\n"})
    void aFileOfSettingsThatIsNoneIsNamedWithoutQuotingIt(String content) throws IOException {
        file(content);

        assertFails(".xe is not of the form key=value", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "eighty", "", "99999999999"})
    void portsAreNumbersOfPorts(String port) {
        assertFails("a port is a number from 1 to 65535, which '" + port + "' is not", "x", "-p", port);
    }

    @Test
    void whatCannotBeSentIsRefused() throws IOException {
        assertFails("line break in name-label", "vm-param-set", "name-label=a\nforce=secret");
        assertFails("line break in an argument", "vm-list\nsecret");
        assertFails("line break in user or password", "vm-list", "-pw", "se\ncret");
        assertFails("longer than 200 KiB", "x", "a=" + "x".repeat(205_000));
        assertFails("nossl is true or false", "x", "nossl=perhaps");
        assertFails("traceparent has a control character", "x", "--traceparent", "a\r\nb: c");
    }

    private void assertFails(String message, String... arguments) {
        assertThatThrownBy(() -> read(arguments))
                .isInstanceOf(XeFailure.class)
                .message()
                .startsWith("Error: ")
                .contains(message)
                .doesNotContain("secret");
    }
}
