package io.xapid.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {
    private static final List<Role> LADDER = List.of(
            Role.POOL_ADMIN, Role.POOL_OPERATOR, Role.VM_POWER_ADMIN, Role.VM_ADMIN, Role.VM_OPERATOR, Role.READ_ONLY);

    @Test
    void eachRoleIncludesAllWeakerOnesAndNoStrongerOne() {
        for (Role held : LADDER) {
            for (Role needed : LADDER) {
                assertThat(held.includes(needed))
                        .as("%s includes %s", held, needed)
                        .isEqualTo(LADDER.indexOf(held) <= LADDER.indexOf(needed));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCAL_ROOT")
    void nobodyWithARoleIsLocalRoot(Role held) {
        assertThat(held.includes(Role.LOCAL_ROOT)).isFalse();
    }

    @Test
    void aClientCertificateReadsAndDoesNoMoreUnlessAMessageSaysSo() {
        assertThat(Role.CLIENT_CERT.includes(Role.READ_ONLY)).isTrue();
        assertThat(Permission.of(Role.VM_OPERATOR).allows(Role.CLIENT_CERT)).isFalse();
        assertThat(new Permission(Role.VM_OPERATOR, true).allows(Role.CLIENT_CERT))
                .isTrue();
    }

    @Test
    void aPermissionReadsAsTheDescriptionSpellsIt() {
        assertThat(Permission.of(Role.VM_POWER_ADMIN).describe()).isEqualTo("vm-power-admin");
        assertThat(new Permission(Role.POOL_OPERATOR, true).describe()).isEqualTo("pool-operator+client-cert");
    }
}
