package io.xapid.xe;

import io.xapid.xe.net.Dialer;
import io.xapid.xe.net.Place;
import io.xapid.xe.wire.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Gathers settings from where they may stand. What comes later counts more: built in, {@code ~/.xe}, the variable
 * {@code XE_EXTRA_ARGS}, other variables, the command line. A password file counts more than any password.
 */
final class SettingsReader {
    private static final String FILE = "/.xe";

    /** Where a password can be typed. */
    interface Keyboard {
        /** @throws XeFailure when nobody can be asked */
        String ask(String question) throws XeFailure;
    }

    private final Map<String, String> environment;
    private final Keyboard keyboard;
    private String host = "127.0.0.1";
    private int port;
    private boolean tls = true;
    private String authorities = "";
    private String user = "root";
    private String password = "null";
    private String passwordFile = "";
    private boolean asksForPassword;
    private boolean debug;
    private boolean debugOnFail;
    private String traceParent = "";

    SettingsReader(Map<String, String> environment, Keyboard keyboard) {
        this.environment = environment;
        this.keyboard = keyboard;
    }

    /**
     * @param arguments of the command line, without a request for help
     * @throws XeFailure which says what is wrong with which of them, and never a password
     */
    Settings read(String[] arguments) throws XeFailure {
        List<String> fromFile = readFile();
        authorities = variable("XE_CA", authorities);
        List<String> fromVariable = take(ExtraWords.split(variable("XE_EXTRA_ARGS", "")));
        traceParent = variable("TRACEPARENT", traceParent);
        var words = new ArrayList<>(take(Arrays.asList(arguments)));
        words.addAll(fromVariable);
        words.addAll(fromFile);
        readPassword();
        String baggage = variable("BAGGAGE", "");
        requireHeader("traceparent", traceParent);
        requireHeader("baggage", baggage);
        var settings = new Settings(
                words,
                new Dialer.Server(host, port, tls, authorities),
                user,
                password,
                debug,
                debugOnFail,
                traceParent,
                baggage);
        requireSendable(settings);
        return settings;
    }

    private String variable(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private List<String> readFile() throws XeFailure {
        String path = variable("HOME", "") + FILE;
        var others = new ArrayList<String>();
        if (path.equals(FILE) || !SmallFile.exists(path)) {
            return others;
        }
        int number = 0;
        for (String line : SmallFile.lines(path, "the settings")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new XeFailure("Error: line " + number + " of " + path + " is not of the form key=value");
            }
            if (line.startsWith("ca=")) {
                authorities = line.substring(3);
            } else if (!isOurs(line.substring(0, equals), line.substring(equals + 1))) {
                others.add(line);
            }
        }
        return others;
    }

    /** Keeps what is for us, and returns what is for the server. */
    private List<String> take(List<String> words) throws XeFailure {
        var others = new ArrayList<String>(words.size() + 8);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean hasNext = i + 1 < words.size();
            if (word.startsWith("-") && isSwitch(word)) {
                continue;
            }
            String key = hasNext && word.startsWith("-") ? keyOf(word) : "";
            if (!key.isEmpty()) {
                i++;
                if (key.equals("ca")) {
                    authorities = words.get(i);
                } else {
                    isOurs(key, words.get(i));
                }
                continue;
            }
            int equals = word.indexOf('=');
            if (equals < 0 || !isOurs(word.substring(0, equals), word.substring(equals + 1))) {
                others.add(word);
            }
        }
        return others;
    }

    private boolean isSwitch(String word) {
        switch (word) {
            case "--nossl" -> tls = false;
            case "--debug" -> debug = true;
            case "--debug-on-fail" -> debugOnFail = true;
            case "--ask-password" -> asksForPassword = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String keyOf(String option) {
        return switch (option) {
            case "-s", "-h" -> "server";
            case "-p" -> "port";
            case "-u" -> "username";
            case "-pw" -> "password";
            case "-pwf" -> "passwordfile";
            case "--traceparent" -> "traceparent";
            case "--ca" -> "ca";
            default -> "";
        };
    }

    private boolean isOurs(String key, String value) throws XeFailure {
        switch (key) {
            case "server" -> host = value;
            case "port" -> port = Place.port(value);
            case "username" -> user = value;
            case "password" -> password = value;
            case "passwordfile" -> passwordFile = value;
            case "nossl" -> tls = !isTrue(key, value);
            case "debug" -> debug = value.equals("true");
            case "debugonfail" -> debugOnFail = value.equals("true");
            case "traceparent" -> traceParent = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean isTrue(String key, String value) throws XeFailure {
        if (!value.equals("true") && !value.equals("false")) {
            throw new XeFailure("Error: " + key + " is true or false, and not '" + value + "'");
        }
        return value.equals("true");
    }

    private void readPassword() throws XeFailure {
        if (!passwordFile.isEmpty()) {
            List<String> lines = SmallFile.lines(passwordFile, "the password file");
            if (lines.size() < 2) {
                throw new XeFailure("Error: the password file " + passwordFile
                        + " does not have the user in its first line and the password in its second");
            }
            user = lines.get(0);
            password = lines.get(1);
        } else if (asksForPassword) {
            password = keyboard.ask("Password of " + user + " at " + host + ": ");
        }
    }

    private static void requireHeader(String name, String value) throws XeFailure {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) == 0x7f) {
                throw new XeFailure("Error: " + name + " has a control character in it");
            }
        }
    }

    /** The words travel one a line, so a line break in one of them would make two. */
    private static void requireSendable(Settings settings) throws XeFailure {
        long length = settings.user().length() + (long) settings.password().length();
        for (String word : settings.words()) {
            length += word.length() + 1L;
            if (word.indexOf('\n') >= 0) {
                int equals = word.indexOf('=');
                throw new XeFailure("Error: there is a line break in "
                        + (equals > 0 && equals < word.indexOf('\n') ? word.substring(0, equals) : "an argument")
                        + ", which cannot be sent");
            }
        }
        if (settings.user().indexOf('\n') >= 0 || settings.password().indexOf('\n') >= 0) {
            throw new XeFailure("Error: there is a line break in user or password, which cannot be sent");
        }
        if (length > Request.LARGEST_BODY) {
            throw new XeFailure("Error: the arguments are longer than 200 KiB, which is all that a server takes");
        }
    }
}
