package io.xapid.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the configuration: options win over environment variables, these over the configuration file, and that over
 * the defaults. Looks at nothing but what it is given, and changes nothing.
 */
public final class ConfigReader {
    private static final int POOL_PORT = 8442;
    private static final long MAX_FILE_BYTES = 64 * 1024;
    private static final String PREFIX = "XAPID_";

    private final Map<String, String> environment;
    private final Path home;
    private final boolean privileged;

    /**
     * @param home the user's home directory
     * @param privileged whether the user is root
     */
    public ConfigReader(Map<String, String> environment, Path home, boolean privileged) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.privileged = privileged;
    }

    /** @throws ConfigException with one line that says what is wrong, and where */
    public Config read(List<String> arguments) throws ConfigException {
        var options = new HashMap<Setting<?>, Given>();
        readOptions(arguments, options);
        var given = new HashMap<Setting<?>, Given>();
        Given file = options.getOrDefault(Settings.CONFIG, fromEnvironment().get(Settings.CONFIG));
        if (file != null) {
            readFile(parse(Settings.CONFIG, file), given);
        }
        given.putAll(fromEnvironment());
        given.putAll(options);
        return new Values(given).config();
    }

    /** Variables that look as if they were meant for the daemon and are not: most likely a slip of the pen. */
    public List<String> unknownVariables() {
        var names = new TreeSet<>(environment.keySet());
        names.removeIf(name -> !name.startsWith(PREFIX));
        Settings.ALL.forEach(setting -> names.remove(setting.variable()));
        return List.copyOf(names);
    }

    private static void readOptions(List<String> arguments, Map<Setting<?>, Given> into) throws ConfigException {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            Setting<?> setting = option.startsWith("--")
                    ? Settings.named(option.substring(2)).orElse(null)
                    : null;
            if (setting == null) {
                throw new ConfigException("unknown option %s; --help lists them all".formatted(printable(argument)));
            }
            String value;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (setting.isFlag()) {
                value = "true";
            } else if (i + 1 < arguments.size()) {
                value = arguments.get(++i);
            } else {
                throw new ConfigException("%s needs a value: %s".formatted(option, setting.placeholder()));
            }
            into.put(setting, new Given(option, value));
        }
    }

    private Map<Setting<?>, Given> fromEnvironment() {
        var found = new HashMap<Setting<?>, Given>();
        for (Setting<?> setting : Settings.ALL) {
            String value = environment.get(setting.variable());
            if (value != null && !value.isEmpty()) {
                found.put(setting, new Given(setting.variable(), value));
            }
        }
        return found;
    }

    private static void readFile(Path file, Map<Setting<?>, Given> into) throws ConfigException {
        List<String> lines;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ConfigException("configuration file %s is too large".formatted(file));
            }
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read configuration file %s (%s)"
                    .formatted(file, unreadable.getClass().getSimpleName()));
        }
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = file + ":" + number;
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new ConfigException("%s: not of the form \"name = value\"".formatted(place));
            }
            String name = line.substring(0, equals).strip();
            Setting<?> setting = Settings.named(name)
                    .filter(known -> !known.equals(Settings.CONFIG))
                    .orElseThrow(() -> new ConfigException("%s: unknown setting %s".formatted(place, printable(name))));
            into.put(setting, new Given(place, line.substring(equals + 1).strip()));
        }
    }

    private static <T> T parse(Setting<T> setting, Given given) throws ConfigException {
        try {
            return setting.parser().parse(given.text());
        } catch (IllegalArgumentException bad) {
            throw new ConfigException("%s: bad value %s for %s; it takes %s"
                    .formatted(given.place(), printable(given.text()), setting.name(), bad.getMessage()));
        }
    }

    private static String printable(String text) {
        return "'" + text.replaceAll("[^\\x20-\\x7e]", "?") + "'";
    }

    /** A value as it was written, and where. */
    private record Given(String place, String text) {}

    /** Values by setting, with the defaults. */
    private final class Values {
        private final Map<Setting<?>, Given> given;

        Values(Map<Setting<?>, Given> given) {
            this.given = given;
        }

        Config config() throws ConfigException {
            Path state = optional(Settings.STATE_DIR)
                    .orElse(privileged ? Path.of("/var/lib/xapid") : home.resolve(".local/state/xapid"));
            optional(Settings.NO_INSTALL); // only to refuse a bad value: scripts/run is the one that installs
            return new Config(
                    state,
                    optional(Settings.LISTEN)
                            .orElseGet(() -> Settings.LISTEN.parser().parse("127.0.0.1")),
                    optional(Settings.HTTP_PORT).orElse(privileged ? 80 : 8080),
                    optional(Settings.HTTPS_PORT).orElse(privileged ? 443 : 8443),
                    optional(Settings.POOL_PORT).orElse(POOL_PORT),
                    optional(Settings.HYPERVISOR).orElse(HypervisorChoice.AUTO),
                    optional(Settings.ANY_XEN).orElse(false),
                    optional(Settings.ROOT_PASSWORD_FILE).orElse(state.resolve("root-password")),
                    optional(Settings.READY_FILE),
                    optional(Settings.CACHE).orElse(home.resolve(".cache/xapid")),
                    optional(Settings.RECOVER).orElse(false));
        }

        private <T> Optional<T> optional(Setting<T> setting) throws ConfigException {
            Given value = given.get(setting);
            return value == null ? Optional.empty() : Optional.of(parse(setting, value));
        }
    }
}
