package io.xapid.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that can be set. Help, the reference page and the reading of values all come from this table. */
public final class Settings {
    public static final Setting<Path> STATE_DIR = new Setting<>(
            "state-dir",
            "DIR",
            "/var/lib/xapid as root, else ~/.local/state/xapid",
            "Where the daemon keeps all that it must not forget; made when missing.",
            Settings::path);
    public static final Setting<InetAddress> LISTEN = new Setting<>(
            "listen",
            "ADDR",
            "127.0.0.1",
            "Address to listen on; 0.0.0.0 or :: for all of this host's.",
            Settings::address);
    public static final Setting<Integer> HTTP_PORT = new Setting<>(
            "http-port", "N", "80 as root, else 8080", "Port for HTTP; 0 for any free one.", Settings::port);
    public static final Setting<Integer> HTTPS_PORT = new Setting<>(
            "https-port", "N", "443 as root, else 8443", "Port for HTTPS; 0 for any free one.", Settings::port);
    public static final Setting<Integer> POOL_PORT = new Setting<>(
            "pool-port",
            "N",
            "8442",
            "Port on which hosts of a pool agree, at the address to listen on; not used by a host alone.",
            Settings::port);
    public static final Setting<HypervisorChoice> HYPERVISOR = new Setting<>(
            "hypervisor",
            Arrays.stream(HypervisorChoice.values()).map(HypervisorChoice::word).collect(Collectors.joining("|")),
            "auto",
            "What runs the guests; auto takes the best that works here, and never the simulator.",
            Settings::hypervisor);
    public static final Setting<Boolean> ANY_XEN = new Setting<>(
            "any-xen", "", "off", "Work with a release of Xen that the daemon was not made for.", Settings::flag);
    public static final Setting<Path> ROOT_PASSWORD_FILE = new Setting<>(
            "root-password-file",
            "FILE",
            "root-password in the state directory",
            "Password of root, read on the first start and whenever the file has changed since; if it is missing on the"
                    + " first start, a password is made up and written to it, mode 0600.",
            Settings::path);
    public static final Setting<Path> READY_FILE = new Setting<>(
            "ready-file",
            "FILE",
            "none",
            "Written once calls are answered: a JSON object with url, https_url, pid and hypervisor.",
            Settings::path);
    public static final Setting<Path> CACHE = new Setting<>(
            "cache",
            "DIR",
            "~/.cache/xapid",
            "Where scripts/guest-image keeps the small Linux that the template \"Tiny Linux\" boots.",
            Settings::path);
    public static final Setting<Boolean> RECOVER = new Setting<>(
            "recover-prefix",
            "",
            "off",
            "Go on with the intact part of a damaged state, and lose the rest; the damaged files are kept beside it.",
            Settings::flag);
    public static final Setting<Boolean> NO_INSTALL = new Setting<>(
            "no-install",
            "",
            "off",
            "Have scripts/run install nothing, and only say what is missing; the daemon itself never installs.",
            Settings::flag);
    public static final Setting<Path> CONFIG = new Setting<>(
            "config",
            "FILE",
            "none",
            "A file of settings: lines of \"name = value\", and of remarks that start with #.",
            Settings::path);

    /** In the order in which operators read them. */
    public static final List<Setting<?>> ALL = List.of(
            STATE_DIR,
            LISTEN,
            HTTP_PORT,
            HTTPS_PORT,
            POOL_PORT,
            HYPERVISOR,
            ANY_XEN,
            ROOT_PASSWORD_FILE,
            READY_FILE,
            CACHE,
            RECOVER,
            NO_INSTALL,
            CONFIG);

    private Settings() {}

    /** The setting of that name. */
    public static Optional<Setting<?>> named(String name) {
        return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a path");
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException badPath) {
            throw new IllegalArgumentException(
                    "a path, and with letters outside ASCII only in a locale of UTF-8", badPath);
        }
    }

    private static InetAddress address(String text) {
        try {
            if (!text.isEmpty()) { // which would be taken for loopback
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("an IP address or a name that this host can look up", unknown);
        }
        throw new IllegalArgumentException("an IP address or a name that this host can look up");
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("a number from 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static HypervisorChoice hypervisor(String text) {
        return Arrays.stream(HypervisorChoice.values())
                .filter(choice -> choice.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of " + HYPERVISOR.placeholder()));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off", "" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }
}
