package io.xapid.server.api;

import io.xapid.model.access.AuthFailure;
import io.xapid.model.access.RbacRole;
import io.xapid.model.access.Subject;
import io.xapid.model.access.SubjectMessages;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Users and groups from outside, and the roles they are given. */
@NeverBlocks
public final class SubjectService implements SubjectMessages, Constructor<Subject>, Destructor<Subject> {
    private final Store store;
    private final RoleService roles;

    public SubjectService(Store store, RoleService roles) {
        this.store = store;
        this.roles = roles;
    }

    @Override
    public CompletionStage<Ref<Subject>> create(Call call, NewObject<Subject> wanted) {
        String identifier = wanted.get(Subject.SUBJECT_IDENTIFIER);
        return store.transact(transaction -> {
            boolean known = transaction.table(Subject.CLASS).stream()
                    .anyMatch(row -> row.get(Subject.SUBJECT_IDENTIFIER).equals(identifier));
            if (known) {
                throw new AuthFailure.SubjectAlreadyExists();
            }
            return transaction.insert(Subject.CLASS, wanted.values());
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Subject> ref) {
        return store.transact(transaction -> {
                    if (transaction.get(Subject.CLASS, ref) == null) {
                        throw new CallFailure.HandleInvalid("subject", ref.value());
                    }
                    transaction.delete(Subject.CLASS, ref);
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }

    @Override
    public CompletionStage<Void> addToRoles(Call call, Ref<Subject> self, Ref<RbacRole> role) {
        if (!Roles.isComposite(roles.require(role))) {
            throw new AuthFailure.RoleNotFound(); // permissions are not given one by one
        }
        return change(self, held -> {
            if (held.contains(role)) {
                throw new AuthFailure.RoleAlreadyExists();
            }
            held.add(role);
        });
    }

    @Override
    public CompletionStage<Void> removeFromRoles(Call call, Ref<Subject> self, Ref<RbacRole> role) {
        return change(self, held -> {
            if (!held.remove(role)) {
                throw new AuthFailure.RoleNotFound();
            }
        });
    }

    @Override
    public CompletionStage<List<String>> getPermissionsNameLabel(Call call, Ref<Subject> self) {
        Row<Subject> row = store.snapshot().get(Subject.CLASS, self);
        if (row == null) {
            throw new CallFailure.HandleInvalid("subject", self.value());
        }
        return Stages.of(row.get(Subject.ROLES).stream()
                .flatMap(role -> roles.namesOf(roles.require(role)).stream())
                .distinct()
                .toList());
    }

    private CompletionStage<Void> change(Ref<Subject> self, Consumer<List<Ref<RbacRole>>> change) {
        return store.transact(transaction -> {
                    Row<Subject> row = transaction.get(Subject.CLASS, self);
                    if (row == null) {
                        throw new CallFailure.HandleInvalid("subject", self.value());
                    }
                    var held = new ArrayList<>(row.get(Subject.ROLES));
                    change.accept(held);
                    transaction.set(Subject.CLASS, self, Subject.ROLES, held);
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }
}
