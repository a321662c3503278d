package io.xapid.server.api;

import io.xapid.model.access.RbacRole;
import io.xapid.model.access.RbacRoleMessages;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What roles allow. A permission is a role of its own, without parts. */
@NeverBlocks
public final class RoleService implements RbacRoleMessages {
    private final Roles roles;

    public RoleService(Roles roles) {
        this.roles = roles;
    }

    @Override
    public CompletionStage<List<Ref<RbacRole>>> getPermissions(Call call, Ref<RbacRole> self) {
        return Stages.of(permissionsOf(require(self)));
    }

    @Override
    public CompletionStage<List<String>> getPermissionsNameLabel(Call call, Ref<RbacRole> self) {
        return Stages.of(namesOf(require(self)));
    }

    @Override
    public CompletionStage<List<Ref<RbacRole>>> getByPermission(Call call, Ref<RbacRole> permission) {
        require(permission);
        return Stages.of(holdersOf(permission));
    }

    @Override
    public CompletionStage<List<Ref<RbacRole>>> getByPermissionNameLabel(Call call, String label) {
        return Stages.of(roles.table().stream()
                .filter(role -> role.get(RbacRole.NAME_LABEL).equals(label))
                .flatMap(role -> holdersOf(role.ref()).stream())
                .distinct()
                .toList());
    }

    /** The role's own name and those of all it allows. */
    List<String> namesOf(Row<RbacRole> role) {
        return permissionsOf(role).stream()
                .map(ref -> require(ref).get(RbacRole.NAME_LABEL))
                .toList();
    }

    Row<RbacRole> require(Ref<RbacRole> ref) {
        return roles.table().find(ref).orElseThrow(() -> new CallFailure.HandleInvalid("role", ref.value()));
    }

    private static List<Ref<RbacRole>> permissionsOf(Row<RbacRole> role) {
        var all = new ArrayList<Ref<RbacRole>>();
        all.add(role.ref());
        all.addAll(role.get(RbacRole.SUBROLES));
        return all;
    }

    private List<Ref<RbacRole>> holdersOf(Ref<RbacRole> permission) {
        return roles.table().stream()
                .filter(role -> role.get(RbacRole.SUBROLES).contains(permission))
                .map(Row::ref)
                .toList();
    }
}
