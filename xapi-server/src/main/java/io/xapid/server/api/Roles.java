package io.xapid.server.api;

import io.xapid.model.access.RbacRole;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.store.Row;
import io.xapid.model.store.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects of class role: the roles themselves, and one for each permission. They are the same on every host and at
 * all times, so they stand in a table of their own instead of the state.
 */
public final class Roles {
    private static final Map<Role, About> ABOUT = new EnumMap<>(Map.of(
            Role.POOL_ADMIN, new About("0165f154-ba3e-034e-6b27-5d271af109ba", "May do everything."),
            Role.POOL_OPERATOR,
                    new About("b9ce9791-0604-50cd-0649-09b3284c7dfd", "Manages hosts, storage and networks."),
            Role.VM_POWER_ADMIN,
                    new About("7955168d-7bec-10ed-105f-c6a7e6e63249", "Makes and manages virtual machines anywhere."),
            Role.VM_ADMIN, new About("aaa00ab5-7340-bfbc-0d1b-7cf342639a6e", "Makes and manages virtual machines."),
            Role.VM_OPERATOR, new About("fb8d4ff9-310c-a959-0613-54101535d3d5", "Uses virtual machines."),
            Role.CLIENT_CERT,
                    new About(
                            "2c42debf-c64a-2ecd-f674-3350f06409f7",
                            "Held by clients that prove themselves by a certificate."),
            Role.READ_ONLY, new About("7233b8e3-eacb-d7da-2c95-f2e581cdbf4e", "Looks and changes nothing.")));

    private final Permissions permissions;
    private volatile @Nullable Table<RbacRole> table;

    public Roles(Permissions permissions) {
        this.permissions = permissions;
    }

    /** Made when first asked for, since few clients ever ask. */
    public Table<RbacRole> table() {
        Table<RbacRole> made = table;
        if (made == null) {
            made = make();
            table = made;
        }
        return made;
    }

    private Table<RbacRole> make() {
        var objects = new LinkedHashMap<Ref<RbacRole>, Map<Field<RbacRole, ?>, Object>>();
        var byName = new HashMap<String, Ref<RbacRole>>();
        permissions.spellings().forEach((name, spelling) -> {
            String uuid = uuidOf(spelling);
            var ref = new Ref<RbacRole>("OpaqueRef:" + uuid);
            byName.put(name, ref);
            objects.put(ref, Map.of(RbacRole.UUID, uuid, RbacRole.NAME_LABEL, name));
        });
        ABOUT.forEach((role, about) -> {
            List<Ref<RbacRole>> allowed =
                    permissions.namesOf(role).stream().map(byName::get).toList();
            objects.put(
                    refOf(role),
                    Map.of(
                            RbacRole.UUID, about.uuid(),
                            RbacRole.NAME_LABEL, role.wireName(),
                            RbacRole.NAME_DESCRIPTION, about.description(),
                            RbacRole.SUBROLES, allowed,
                            RbacRole.IS_INTERNAL, role == Role.CLIENT_CERT));
        });
        return Table.fixed(RbacRole.CLASS, objects);
    }

    public static Ref<RbacRole> refOf(Role role) {
        About about = ABOUT.get(role);
        if (about == null) {
            throw new IllegalArgumentException(role + " is no object");
        }
        return new Ref<>("OpaqueRef:" + about.uuid());
    }

    /** The role that the reference names, unless it names a permission or nothing. */
    public static Optional<Role> named(Ref<RbacRole> ref) {
        return ABOUT.keySet().stream().filter(role -> refOf(role).equals(ref)).findFirst();
    }

    /** Whether it is a role, made of permissions, rather than a permission. */
    static boolean isComposite(Row<RbacRole> role) {
        return !role.get(RbacRole.SUBROLES).isEmpty();
    }

    /** The digest of the name, which is how such objects are named in every pool. */
    private static String uuidOf(String spelling) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(spelling.getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().formatHex(digest);
            return String.join(
                    "-",
                    hex.substring(0, 8),
                    hex.substring(8, 12),
                    hex.substring(12, 16),
                    hex.substring(16, 20),
                    hex.substring(20));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }

    private record About(String uuid, String description) {}
}
