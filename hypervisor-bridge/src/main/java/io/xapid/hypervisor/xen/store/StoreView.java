package io.xapid.hypervisor.xen.store;

import static io.xapid.hypervisor.xen.store.StorePath.checked;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tree as it can be read and changed, either as it is or within a transaction. Paths that do not begin with a slash
 * lie below the home of the own domain. Values are bytes, which are read and written as UTF-8.
 *
 * <p>All of it fails with {@link XenstoreException}.
 */
public abstract class StoreView {
    private static final int MOST_LIST_BYTES = 1 << 20;
    private static final int MOST_PARTS = MOST_LIST_BYTES / 1024;

    StoreView() {}

    /** Asks, and gives the answer; throws what the answer says if it is an error. */
    abstract Packet ask(int kind, byte[] payload, String what);

    /** The value of an entry; empty when there is no such entry. */
    public Optional<String> read(String path) {
        try {
            return Optional.of(ask(Packet.READ, Packet.texts(checked(path)), "read " + path)
                    .value());
        } catch (XenstoreException e) {
            if (e.kind() == XenstoreException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Writes an entry, and makes it and those above it if need be. */
    public void write(String path, String value) {
        ask(Packet.WRITE, Packet.textAndValue(checked(path), value), "write " + path);
    }

    /** Makes an entry without a value, unless it is there. */
    public void makeDirectory(String path) {
        ask(Packet.MKDIR, Packet.texts(checked(path)), "make " + path);
    }

    /** Removes an entry with all below it, if it is there. */
    public void remove(String path) {
        try {
            ask(Packet.RM, Packet.texts(checked(path)), "remove " + path);
        } catch (XenstoreException e) {
            if (e.kind() != XenstoreException.Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Names of the entries right below one; none when it is not there. */
    public List<String> list(String path) {
        try {
            return ask(Packet.DIRECTORY, Packet.texts(checked(path)), "list " + path)
                    .texts();
        } catch (XenstoreException e) {
            return switch (e.kind()) {
                case NOT_FOUND -> List.of();
                case TOO_LARGE -> listInParts(path);
                default -> throw e;
            };
        }
    }

    /** As more names than fit into one message are asked for: from an offset, with a number that changes with the list. */
    private List<String> listInParts(String path) {
        var names = new ArrayList<String>();
        String generation = "";
        int offset = 0;
        for (int part = 0; part < MOST_PARTS && offset < MOST_LIST_BYTES; part++) {
            List<String> answer = ask(
                            Packet.DIRECTORY_PART,
                            Packet.texts(checked(path), Integer.toString(offset)),
                            "list " + path)
                    .texts();
            if (answer.isEmpty()) {
                throw new XenstoreException(XenstoreException.Kind.FAILED, "list " + path + ": an empty answer");
            }
            if (!answer.get(0).equals(generation)) {
                generation = answer.get(0);
                if (offset > 0) { // another list by now
                    names.clear();
                    offset = 0;
                    continue;
                }
            }
            for (String name : answer.subList(1, answer.size())) {
                if (name.isEmpty()) {
                    return names;
                }
                names.add(name);
                offset += name.length() + 1;
            }
        }
        throw new XenstoreException(
                XenstoreException.Kind.TOO_LARGE, "list " + path + ": it is too long, or never stands still");
    }

    /** Who may do what with an entry, its owner first. */
    public List<Permission> permissions(String path) {
        return ask(Packet.GET_PERMS, Packet.texts(checked(path)), "ask for permissions of " + path).texts().stream()
                .map(Permission::parse)
                .toList();
    }

    /** @param permissions the owner first; at least one */
    public void setPermissions(String path, List<Permission> permissions) {
        var texts = new ArrayList<String>();
        texts.add(checked(path));
        permissions.forEach(permission -> texts.add(permission.text()));
        ask(Packet.SET_PERMS, Packet.texts(texts.toArray(String[]::new)), "set permissions of " + path);
    }
}
