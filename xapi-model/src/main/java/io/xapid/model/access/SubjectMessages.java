package io.xapid.model.access;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.MIDNIGHT_RIDE;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class subject. */
public interface SubjectMessages {

    @Message(since = MIDNIGHT_RIDE, role = POOL_ADMIN, doc = "Grants a role.", traits = SYNCHRONOUS)
    default CompletionStage<Void> addToRoles(Call call, Ref<Subject> self, Ref<RbacRole> role) {
        throw new CallFailure.NotImplemented("subject.add_to_roles");
    }

    @Message(since = MIDNIGHT_RIDE, role = POOL_ADMIN, doc = "Takes a role away.", traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromRoles(Call call, Ref<Subject> self, Ref<RbacRole> role) {
        throw new CallFailure.NotImplemented("subject.remove_from_roles");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = READ_ONLY,
            doc = "Names of everything the subject may do.",
            traits = SYNCHRONOUS)
    default CompletionStage<List<String>> getPermissionsNameLabel(Call call, Ref<Subject> self) {
        throw new CallFailure.NotImplemented("subject.get_permissions_name_label");
    }
}
