package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.access.RbacRole;
import io.xapid.model.event.Task;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.network.Network;
import io.xapid.model.store.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RbacTest {
    private final ApiKit kit = new ApiKit();
    private final Ref<Network> network = kit.have(
            Network.CLASS, Map.of(Network.NAME_LABEL, "lan", Network.OTHER_CONFIG, Map.of("folder", "/a", "x", "1")));

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void deniesWithThePermissionAndTheRolesThatHaveIt() {
        String reader = kit.user("eve", Role.READ_ONLY);

        assertThat(kit.failure("network.set_name_label", reader, network.value(), "x"))
                .containsExactly(
                        "RBAC_PERMISSION_DENIED",
                        "network.set_name_label",
                        "No permission in user session. (Roles with this permission: pool-admin, pool-operator)");
        assertThat(kit.failure("session.change_password", reader, "a", "b"))
                .containsExactly(
                        "RBAC_PERMISSION_DENIED",
                        "session.change_password",
                        "No permission in user session. (Roles with this permission: )");
        assertThat(kit.value("network.get_name_label", reader, network.value())).isEqualTo("lan");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"POOL_ADMIN", "POOL_OPERATOR"})
    void allowsStrongerRolesWhatWeakerOnesMay(Role role) {
        String session = kit.user("bob", role);

        assertThat(kit.value("network.set_name_label", session, network.value(), "x" + role))
                .isEqualTo("");
        assertThat(kit.failure("session.change_password", session, "a", "b")).startsWith("RBAC_PERMISSION_DENIED");
    }

    @Test
    void letsTheSuperuserDoEverything() {
        assertThat(kit.value("session.change_password", kit.root(), "", "new")).isEqualTo("");
    }

    @Test
    void aKeyOfAMapMayBelongToAWeakerRole() {
        String operator = kit.user("vm operator", Role.VM_OPERATOR);

        assertThat(kit.value("network.remove_from_other_config", operator, network.value(), "folder"))
                .isEqualTo("");
        assertThat(kit.value("network.add_to_other_config", operator, network.value(), "folder", "/b"))
                .isEqualTo("");
        assertThat(kit.value(
                        "network.add_to_other_config",
                        operator,
                        network.value(),
                        "XenCenter.CustomFields.colour",
                        "red"))
                .isEqualTo("");
        assertThat(kit.failure("network.add_to_other_config", operator, network.value(), "other", "1"))
                .startsWith("RBAC_PERMISSION_DENIED", "network.add_to_other_config");
    }

    @Test
    void aProtectedKeyIsDeniedByItsOwnPermission() {
        String reader = kit.user("eve", Role.READ_ONLY);

        assertThat(kit.failure(
                        "network.add_to_other_config", reader, network.value(), "XenCenter.CustomFields.colour", "red"))
                .containsExactly(
                        "RBAC_PERMISSION_DENIED",
                        "network.add_to_other_config/key:xencenter.customfields.*",
                        "No permission in user session. (Roles with this permission: pool-admin, pool-operator,"
                                + " vm-power-admin, vm-admin, vm-operator)");
        assertThat(kit.failure("network.remove_from_other_config", reader, network.value(), "folder"))
                .startsWith("RBAC_PERMISSION_DENIED", "network.remove_from_other_config/key:folder");
    }

    @Test
    void settingAWholeMapIsJudgedByWhatWouldChange() {
        String reader = kit.user("eve", Role.READ_ONLY);
        Ref<Task> mine = ((Ref<?>) kit.value("task.create", reader, "t", "")).as();
        kit.set(Task.CLASS, mine, Task.OTHER_CONFIG, Map.of("applies_to", "x"));

        assertThat(kit.value("task.set_other_config", reader, mine.value(), Map.of("applies_to", "x", "own", "1")))
                .isEqualTo("");
        assertThat(kit.failure("task.set_other_config", reader, mine.value(), Map.of("applies_to", "y")))
                .startsWith("RBAC_PERMISSION_DENIED", "task.add_to_other_config/key:applies_to");
        assertThat(kit.failure("task.set_other_config", reader, mine.value(), Map.of()))
                .startsWith("RBAC_PERMISSION_DENIED", "task.remove_from_other_config/key:applies_to");
    }

    @Test
    void tasksOfOthersNeedAPermissionOfTheirOwn() {
        String eve = kit.user("eve", Role.READ_ONLY);
        String operator = kit.user("bob", Role.POOL_OPERATOR);
        Ref<?> ofRoot = (Ref<?>) kit.value("task.create", kit.root(), "t", "");

        assertThat(kit.failure("task.cancel", eve, ofRoot.value()))
                .containsExactly(
                        "RBAC_PERMISSION_DENIED",
                        "task.destroy/any",
                        "No permission in user session. (Roles with this permission: pool-admin, pool-operator)");
        assertThat(kit.failure("task.set_progress", eve, ofRoot.value(), 0.5)).startsWith("RBAC_PERMISSION_DENIED");
        assertThat(kit.value("task.set_progress", operator, ofRoot.value(), 0.5))
                .isEqualTo("");
    }

    @Test
    void showsWhatASessionMayDo() {
        kit.user("eve", Role.READ_ONLY);
        String session = kit.user("bob", Role.VM_OPERATOR);

        @SuppressWarnings("unchecked") // a set of strings
        var allowed = (List<String>) kit.value("session.get_rbac_permissions", session, session);

        assertThat(allowed)
                .contains("vm-operator", "vm.start", "vm.get_record", "http/connect_console")
                .doesNotContain("network.set_name_label", "pool-admin", "task.destroy/any");
        assertThat(kit.value("session.get_rbac_permissions", session, kit.root()))
                .isEqualTo(List.of());
    }

    @Test
    void rolesAreObjectsWithTheNamesThatEveryPoolGivesThem() {
        String session = kit.root();
        String admin = "OpaqueRef:0165f154-ba3e-034e-6b27-5d271af109ba";

        assertThat(kit.value("role.get_by_name_label", session, "pool-admin")).isEqualTo(List.of(new Ref<>(admin)));
        assertThat(kit.value("role.get_by_uuid", session, "7233b8e3-eacb-d7da-2c95-f2e581cdbf4e"))
                .isEqualTo(Roles.refOf(Role.READ_ONLY));
        assertThat(kit.value(
                        "role.get_is_internal",
                        session,
                        Roles.refOf(Role.CLIENT_CERT).value()))
                .isEqualTo(true);
        assertThat((Map<?, ?>) kit.value("role.get_all_records_where", session, "anything at all"))
                .hasSize(7);
        @SuppressWarnings("unchecked") // a set of strings
        var allowed = (List<String>) kit.value("role.get_permissions_name_label", session, admin);
        assertThat(allowed).contains("pool-admin", "vm.start", "pool.set_default_sr", "task.destroy/any");
        assertThat(kit.failure("role.get_permissions", session, "OpaqueRef:gone"))
                .containsExactly("HANDLE_INVALID", "role", "OpaqueRef:gone");
    }

    @Test
    void permissionsAreObjectsNamedByTheDigestOfTheirName() {
        String session = kit.root();
        Row<?> permission = kit.roles.table().stream()
                .filter(role -> role.get(RbacRole.NAME_LABEL).equals("vm.start"))
                .findFirst()
                .orElseThrow();

        // the digest of VM.start
        assertThat(permission.ref().value()).isEqualTo("OpaqueRef:24b924aa-926c-879e-d2c1-fe778e82ccee");
        assertThat(ApiKit.list(kit.value("role.get_by_permission_name_label", session, "vm.start")))
                .contains(Roles.refOf(Role.VM_OPERATOR), Roles.refOf(Role.POOL_ADMIN))
                .doesNotContain(Roles.refOf(Role.READ_ONLY));
        assertThat(kit.value("role.get_by_permission", session, permission.ref().value()))
                .isEqualTo(kit.value("role.get_by_permission_name_label", session, "vm.start"));
    }

    @Test
    void saysThatThereIsNoDirectory() {
        assertThat(kit.failure("auth.get_subject_identifier", kit.root(), "eve"))
                .containsExactly("AUTH_IS_DISABLED");
        assertThat(kit.failure("auth.get_group_membership", kit.root(), "S-1")).containsExactly("AUTH_IS_DISABLED");
    }

    @Test
    void subjectsAreGivenRoles() {
        String session = kit.root();
        Ref<?> subject = (Ref<?>) kit.value("subject.create", session, Map.of("subject_identifier", "S-1"));

        assertThat(kit.failure("subject.create", session, Map.of("subject_identifier", "S-1")))
                .containsExactly("SUBJECT_ALREADY_EXISTS");
        assertThat(kit.value("subject.get_roles", session, subject.value()))
                .isEqualTo(List.of(Roles.refOf(Role.POOL_ADMIN)));
        kit.value(
                "subject.remove_from_roles",
                session,
                subject.value(),
                Roles.refOf(Role.POOL_ADMIN).value());
        kit.value(
                "subject.add_to_roles",
                session,
                subject.value(),
                Roles.refOf(Role.READ_ONLY).value());
        assertThat(kit.failure(
                        "subject.add_to_roles",
                        session,
                        subject.value(),
                        Roles.refOf(Role.READ_ONLY).value()))
                .containsExactly("ROLE_ALREADY_EXISTS");
        assertThat(kit.failure(
                        "subject.remove_from_roles",
                        session,
                        subject.value(),
                        Roles.refOf(Role.VM_ADMIN).value()))
                .containsExactly("ROLE_NOT_FOUND");
        assertThat(ApiKit.list(kit.value("subject.get_permissions_name_label", session, subject.value())))
                .contains("read-only", "vm.get_record")
                .doesNotContain("vm.start");
        kit.value("subject.destroy", session, subject.value());
        assertThat(kit.failure("subject.get_roles", session, subject.value())).startsWith("HANDLE_INVALID", "subject");
    }
}
