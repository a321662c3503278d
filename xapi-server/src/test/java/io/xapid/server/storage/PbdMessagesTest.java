package io.xapid.server.storage;

import static io.xapid.server.api.ApiKit.HERE;
import static io.xapid.server.storage.StorageKit.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.storage.StorageException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PbdMessagesTest {
    private final StorageKit kit = new StorageKit();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void oneConnectionForEachHost() {
        Ref<Sr> sr = kit.haveSr();
        Ref<Pbd> pbd = kit.pbdOf(sr);
        assertThat(kit.api.failure("PBD.create", kit.root, connection(sr, Map.of())))
                .containsExactly("PBD_EXISTS", sr.value(), HERE.value(), pbd.value());
        assertThat(kit.api.failure("PBD.create", kit.root, connection(sr, Map.of("SRmaster", "x"))))
                .startsWith("VALUE_NOT_SUPPORTED", "SRmaster", "x");
        assertThat(kit.api.failure("PBD.destroy", kit.root, pbd.value()))
                .containsExactly("OPERATION_NOT_ALLOWED", "PBD is currently attached");
        kit.api.value("PBD.unplug", kit.root, pbd.value());
        kit.api.value("PBD.unplug", kit.root, pbd.value()); // again is no trouble
        kit.api.value("PBD.destroy", kit.root, pbd.value());
        assertThat(kit.row(sr).get(Sr.PBDS)).isEmpty();
        kit.api.value("PBD.plug", kit.root, connect(sr).value());
        kit.api.value("PBD.plug", kit.root, kit.pbdOf(sr).value()); // again is no trouble
    }

    @Test
    void anUnsharedRepositoryIsPluggedOnce() {
        Ref<Sr> sr = kit.haveSr();
        Ref<Host> other = kit.api.have(Host.CLASS, Map.of(Host.NAME_LABEL, "other"));
        Ref<Pbd> theirs = kit.api.have(Pbd.CLASS, Map.of(Pbd.SR, sr, Pbd.HOST, other, Pbd.CURRENTLY_ATTACHED, true));
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        assertThat(kit.api.failure("PBD.plug", kit.root, kit.pbdOf(sr).value()))
                .containsExactly("SR_NOT_SHARABLE", sr.value(), other.value());
        assertThat(kit.api.failure("SR.set_shared", kit.root, sr.value(), false))
                .containsExactly("SR_HAS_MULTIPLE_PBDS", kit.pbdOf(sr).value(), theirs.value());
        kit.api.value("SR.set_shared", kit.root, sr.value(), true);
        kit.api.value("PBD.plug", kit.root, kit.pbdOf(sr).value());
        assertThat(kit.row(sr).get(Sr.SHARED)).isTrue();
    }

    @Test
    void aPlugThatFailsLeavesItUnplugged() {
        Ref<Sr> sr = kit.haveSr();
        String pbd = kit.pbdOf(sr).value();
        kit.api.value("PBD.unplug", kit.root, pbd);
        kit.faults.failAfter("attach", Kind.IO);
        assertThat(kit.api.failure("PBD.plug", kit.root, pbd)).startsWith("SR_BACKEND_FAILURE_202");
        kit.faults.heal();
        assertThat(kit.room.repositories().attached()).isEmpty();
        assertThat(kit.isAtRest()).isTrue();
    }

    @Test
    void aPlugWorksThoughNobodyCanLookInside() {
        Ref<Sr> sr = kit.haveSr();
        String pbd = kit.pbdOf(sr).value();
        kit.api.value("PBD.unplug", kit.root, pbd);
        kit.faults.fail("scan", Kind.IO);
        kit.api.value("PBD.plug", kit.root, pbd);
        assertThat(kit.api.row(Pbd.CLASS, kit.pbdOf(sr)).get(Pbd.CURRENTLY_ATTACHED))
                .isTrue();
    }

    @Test
    void aRepositoryInUseStaysPlugged() {
        Ref<Sr> sr = kit.haveSr();
        Ref<Vdi> one = kit.haveDisk(sr);
        Ref<Vdi> two = kit.haveDisk(sr);
        kit.haveDisk(sr);
        var drives = new Drives(kit);
        drives.put(one, true);
        drives.put(two, true);
        List<String> failure =
                kit.api.failure("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        assertThat(failure).first().isEqualTo("VDI_IN_USE");
        assertThat(Set.copyOf(failure.subList(1, 3))).isEqualTo(Set.of(one.value(), two.value()));
        assertThat(kit.api.row(Pbd.CLASS, kit.pbdOf(sr)).get(Pbd.CURRENTLY_ATTACHED))
                .isTrue();
    }

    private Ref<Pbd> connect(Ref<Sr> sr) {
        return ref(kit.api.value("PBD.create", kit.root, connection(sr, Map.of())));
    }

    static Map<String, Object> connection(Ref<Sr> sr, Map<String, String> deviceConfig) {
        return Map.of("SR", sr.value(), "host", HERE.value(), "device_config", deviceConfig);
    }
}
