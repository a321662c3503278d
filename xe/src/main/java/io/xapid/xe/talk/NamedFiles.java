package io.xapid.xe.talk;

import io.xapid.xe.XeFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that a server may have read or made: those that are values in the words of the command. No others. */
final class NamedFiles {
    private final List<String> words;

    NamedFiles(List<String> words) {
        this.words = words;
    }

    /** @throws XeFailure when nobody named this file */
    Path toRead(String file) throws XeFailure {
        Path path = path(file);
        if (path == null || !named().contains(path)) {
            throw refused(file);
        }
        return path;
    }

    /**
     * Like {@link #toRead}; where the command is for many objects, a number may also be added to the name.
     *
     * @throws XeFailure when nobody named this file
     */
    Path toMake(String file) throws XeFailure {
        Path path = path(file);
        if (path == null) {
            throw refused(file);
        }
        Set<Path> named = named();
        if (named.contains(path) || (isForMany() && named.contains(withoutNumber(path)))) {
            return path;
        }
        throw refused(file);
    }

    private boolean isForMany() {
        return words.contains("--multiple") || words.contains("multiple=true");
    }

    private Set<Path> named() {
        var named = new HashSet<Path>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String value = equals < 0 ? "" : word.substring(equals + 1);
            Path path = value.isBlank() ? null : path(value);
            if (path != null) {
                named.add(path);
            }
        }
        return named;
    }

    private static Path withoutNumber(Path path) {
        String text = path.toString();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) >= '0' && text.charAt(end - 1) <= '9') {
            end--;
        }
        return Path.of(text.substring(0, end));
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException none) {
            return null;
        }
    }

    private static XeFailure refused(String file) {
        return new XeFailure("File not permitted: the server wants the file '" + printable(file)
                + "', which the command does not name.");
    }

    private static String printable(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 200); i++) {
            shown.append(Character.isISOControl(text.charAt(i)) ? '?' : text.charAt(i));
        }
        return shown.toString();
    }
}
