package io.xapid.model.access;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.MIDNIGHT_RIDE;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class role. */
public interface RbacRoleMessages {

    @Message(
            since = MIDNIGHT_RIDE,
            role = READ_ONLY,
            doc = "All permissions included, directly or through other roles.",
            traits = SYNCHRONOUS)
    default CompletionStage<List<Ref<RbacRole>>> getPermissions(Call call, Ref<RbacRole> self) {
        throw new CallFailure.NotImplemented("role.get_permissions");
    }

    @Message(since = MIDNIGHT_RIDE, role = READ_ONLY, doc = "Names of all permissions included.", traits = SYNCHRONOUS)
    default CompletionStage<List<String>> getPermissionsNameLabel(Call call, Ref<RbacRole> self) {
        throw new CallFailure.NotImplemented("role.get_permissions_name_label");
    }

    @Message(since = MIDNIGHT_RIDE, role = READ_ONLY, doc = "Roles that include a permission.", traits = SYNCHRONOUS)
    default CompletionStage<List<Ref<RbacRole>>> getByPermission(Call call, Ref<RbacRole> permission) {
        throw new CallFailure.NotImplemented("role.get_by_permission");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = READ_ONLY,
            doc = "Roles that include the permission with this name.",
            traits = SYNCHRONOUS)
    default CompletionStage<List<Ref<RbacRole>>> getByPermissionNameLabel(Call call, String label) {
        throw new CallFailure.NotImplemented("role.get_by_permission_name_label");
    }
}
