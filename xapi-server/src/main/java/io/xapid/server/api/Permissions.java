package io.xapid.server.api;

import io.xapid.model.access.SessionFailure;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.Permission;
import io.xapid.model.meta.Role;
import io.xapid.model.meta.XenModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that a role may allow, by name: {@code vm.start}, {@code vm.add_to_other_config/key:pci},
 * {@code http/get_export}.
 */
public final class Permissions {
    /** The roles that users may hold, strongest first. */
    private static final List<Role> LADDER = List.of(
            Role.POOL_ADMIN, Role.POOL_OPERATOR, Role.VM_POWER_ADMIN, Role.VM_ADMIN, Role.VM_OPERATOR, Role.READ_ONLY);

    private final Map<String, Named> byName;

    public Permissions(XenModel model) {
        var all = new LinkedHashMap<String, Named>();
        for (MessageDef message : model.messages().values()) {
            put(message.wireName(), message.permission(), all);
            message.keyRoles()
                    .forEach((key, role) -> put(message.wireName() + "/key:" + key, Permission.of(role), all));
        }
        HttpActions.permissions().forEach((name, permission) -> put(name, permission, all));
        put("task.destroy/any", Permission.of(Role.POOL_OPERATOR), all);
        this.byName = Collections.unmodifiableMap(all);
    }

    /** @param name in lower case */
    public Optional<Permission> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Named::permission);
    }

    /** Names of all that the role allows. */
    public List<String> namesOf(Role held) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().permission().allows(held))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The failure to answer when a session lacks the permission. */
    public SessionFailure.RolePermissionDenied denied(String name) {
        String holders = find(name).map(Permissions::holders).orElse("");
        return new SessionFailure.RolePermissionDenied(
                name, "No permission in user session. (Roles with this permission: " + holders + ")");
    }

    /** Lets a session pass that has the permission. */
    public void require(LiveSession session, String name) {
        if (!session.isSuperuser() && find(name).filter(session::allows).isEmpty()) {
            throw denied(name);
        }
    }

    /** Names in lower case, with their original spelling. */
    Map<String, String> spellings() {
        var spellings = new LinkedHashMap<String, String>();
        byName.forEach((name, named) -> spellings.put(name, named.spelling()));
        return spellings;
    }

    private static String holders(Permission permission) {
        return LADDER.stream().filter(permission::allows).map(Role::wireName).collect(Collectors.joining(", "));
    }

    private static void put(String spelling, Permission permission, Map<String, Named> all) {
        all.put(spelling.toLowerCase(Locale.ROOT), new Named(spelling, permission));
    }

    private record Named(String spelling, Permission permission) {}
}
