package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.Secret;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PlacementPolicy;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmGroup;
import io.xapid.server.api.WireCall.WireNil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImplicitMessagesTest {
    private final ApiKit kit = new ApiKit().serving(new TemplateFlag(), new Disks());
    private final String session = kit.root();
    private final Ref<Network> network =
            kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "lan", Network.OTHER_CONFIG, Map.of("a", "1")));
    private final Ref<Vm> vm = kit.have(Vm.CLASS, Map.of(Vm.NAME_LABEL, "web"));

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void readsAField() {
        assertThat(kit.value("network.get_name_label", session, network.value()))
                .isEqualTo("lan");
        assertThat(kit.value("network.get_MTU", session, network.value())).isEqualTo(1500L);
    }

    @Test
    void knowsAReferenceOnlyInItsOwnClass() {
        assertThat(kit.failure("network.get_name_label", session, vm.value()))
                .containsExactly("HANDLE_INVALID", "network", vm.value());
        assertThat(kit.failure("VM.get_record", session, "OpaqueRef:NULL"))
                .containsExactly("HANDLE_INVALID", "VM", "OpaqueRef:NULL");
        assertThat(kit.failure("network.set_name_label", session, "gone", "x"))
                .containsExactly("HANDLE_INVALID", "network", "gone");
        assertThat(kit.failure("network.add_to_other_config", session, "gone", "k", "v"))
                .containsExactly("HANDLE_INVALID", "network", "gone");
    }

    @Test
    void findsByUuidInTheClassAlone() {
        String uuid = kit.row(Network.CLASS, network).get(Network.UUID);

        assertThat(kit.value("network.get_by_uuid", session, uuid)).isEqualTo(network);
        assertThat(kit.failure("VM.get_by_uuid", session, uuid)).containsExactly("UUID_INVALID", "VM", uuid);
    }

    @Test
    void findsByExactLabel() {
        Ref<Network> other = kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "lan"));

        assertThat(ApiKit.list(kit.value("network.get_by_name_label", session, "lan")))
                .containsExactlyInAnyOrder(network, other);
        assertThat(kit.value("network.get_by_name_label", session, "LAN")).isEqualTo(List.of());
    }

    @Test
    void listsObjectsAndRecords() {
        assertThat(kit.value("network.get_all", session)).isEqualTo(List.of(network));
        assertThat(kit.value("network.get_record", session, network.value()))
                .isEqualTo(kit.row(Network.CLASS, network));
        assertThat((Map<?, ?>) kit.value("network.get_all_records", session))
                .isEqualTo(Map.of(network, kit.row(Network.CLASS, network)));
    }

    @Test
    void listsWhatMatchesAnExpression() {
        kit.have(Network.CLASS, Map.of(Network.NAME_LABEL, "wan"));

        assertThat(kit.value("network.get_all_where", session, "field \"name__label\"=\"lan\""))
                .isEqualTo(List.of(network));
        assertThat(kit.value("network.get_all_records_where", session, "not field \"name__label\"=\"wan\""))
                .isEqualTo(Map.of(network, kit.row(Network.CLASS, network)));
        assertThat(kit.failure("network.get_all_records_where", session, "oops"))
                .hasSize(3)
                .startsWith("INVALID_VALUE", "oops");
        assertThat(kit.failure("network.get_all_records_where", session, "field \"colour\"=\"x\""))
                .startsWith("INVALID_VALUE", "field \"colour\"=\"x\"");
    }

    @Test
    void showsDerivedValuesInGettersAndInExpressions() {
        kit.deriving(Network.BRIDGE, (row, view) -> "br-" + row.get(Network.NAME_LABEL));

        assertThat(kit.value("network.get_bridge", session, network.value())).isEqualTo("br-lan");
        assertThat(kit.value("network.get_all_where", session, "field \"bridge\"=\"br-lan\""))
                .isEqualTo(List.of(network));
    }

    @Test
    void writesAFieldAndReadsItBackAtOnce() {
        assertThat(kit.value("network.set_name_label", session, network.value(), "dmz"))
                .isEqualTo("");

        assertThat(kit.value("network.get_name_label", session, network.value()))
                .isEqualTo("dmz");
    }

    @Test
    void writingWhatIsThereChangesNothing() {
        long before = kit.store.snapshot().index();

        kit.value("network.set_name_label", session, network.value(), "lan");
        kit.value("network.add_tags", session, network.value(), "t");
        long after = kit.store.snapshot().index();
        kit.value("network.add_tags", session, network.value(), "t");
        kit.value("network.remove_tags", session, network.value(), "no such tag");
        kit.value("network.remove_from_other_config", session, network.value(), "no such key");

        assertThat(after).isEqualTo(before + 1);
        assertThat(kit.store.snapshot().index()).isEqualTo(after);
    }

    @Test
    void addsAndRemovesEntriesOfMaps() {
        kit.value("network.add_to_other_config", session, network.value(), "b", "2");
        assertThat(config()).isEqualTo(Map.of("a", "1", "b", "2"));

        kit.value("network.remove_from_other_config", session, network.value(), "a");
        assertThat(config()).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void refusesAKeyThatIsThere() {
        assertThat(kit.failure("network.add_to_other_config", session, network.value(), "a", "1"))
                .containsExactly("MAP_DUPLICATE_KEY", "network", "other_config", network.value(), "a");
        assertThat(kit.failure("network.add_to_other_config", session, network.value(), "", "1"))
                .containsExactly("INVALID_VALUE", "key", "");

        kit.have(Vbd.CLASS, new Ref<>("OpaqueRef:vbd"), Map.of());
        kit.value("VBD.add_to_qos_algorithm_params", session, "OpaqueRef:vbd", "k", "v");
        assertThat(kit.failure("VBD.add_to_qos_algorithm_params", session, "OpaqueRef:vbd", "k", "v"))
                .containsExactly("MAP_DUPLICATE_KEY", "VBD", "qos__algorithm_params", "OpaqueRef:vbd", "k");
    }

    @Test
    void addsAndRemovesMembersOfSets() {
        kit.value("network.add_tags", session, network.value(), "x");
        kit.value("network.add_tags", session, network.value(), "y");
        kit.value("network.remove_tags", session, network.value(), "x");

        assertThat(kit.value("network.get_tags", session, network.value())).isEqualTo(List.of("y"));
    }

    @Test
    void refusesReferencesToNothing() {
        assertThat(kit.failure("pool.set_default_SR", session, ApiKit.POOL.value(), "OpaqueRef:gone"))
                .containsExactly("HANDLE_INVALID", "SR", "OpaqueRef:gone");
        assertThat(kit.value("pool.set_default_SR", session, ApiKit.POOL.value(), "OpaqueRef:NULL"))
                .isEqualTo("");
    }

    @Test
    void cutsOffWhatXmlCannotCarryInMembersAndRefusesItInWholeValues() {
        kit.value("network.add_to_other_config", session, network.value(), "k\u0001x", "v\u0000y");
        assertThat(config()).isEqualTo(Map.of("a", "1", "k", "v"));

        assertThat(kit.failure("network.set_name_label", session, network.value(), "bad\u0007"))
                .containsExactly("INVALID_VALUE", "name_label", "character U+0007 cannot be kept");
        assertThat(kit.failure("network.set_name_label", session, network.value(), "half \ud83d pair"))
                .startsWith("INVALID_VALUE", "name_label");
        assertThat(kit.value("network.set_name_label", session, network.value(), "tab\t \ud83d\ude00"))
                .isEqualTo("");
    }

    @Test
    void makesAPlainObjectFromAStruct() {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("value", "confidential");
        wanted.put("other_config", Map.of("k", "v"));
        wanted.put("uuid", "chosen-by-the-client");
        wanted.put("no_such_field", List.of(Map.of()));

        Ref<?> made = (Ref<?>) kit.value("secret.create", session, wanted);

        Row<Secret> row = kit.row(Secret.CLASS, made.as());
        assertThat(row.get(Secret.VALUE)).isEqualTo("confidential");
        assertThat(row.get(Secret.OTHER_CONFIG)).isEqualTo(Map.of("k", "v"));
        assertThat(row.get(Secret.UUID)).hasSize(36).isNotEqualTo("chosen-by-the-client");
    }

    @Test
    void fillsInDefaultsOfAStructAndNamesWhatHasNone() {
        Ref<?> made = (Ref<?>) kit.value("secret.create", session, Map.of("value", "x", "other_config", WireNil.NIL));
        assertThat(kit.row(Secret.CLASS, made.<Secret>as()).get(Secret.OTHER_CONFIG))
                .isEmpty();

        assertThat(kit.failure("secret.create", session, Map.of()))
                .containsExactly("INVALID_VALUE", "value", "it is missing and has no default");
        assertThat(kit.failure("secret.create", session, Map.of("value", 7L)))
                .containsExactly("FIELD_TYPE_ERROR", "value");
        assertThat(kit.failure("secret.create", session, "no struct")).containsExactly("FIELD_TYPE_ERROR", "args");
    }

    @Test
    void passesOverWhatAClientSendsAsNotSetOrMayNotSet() {
        Map<String, Object> everything = new HashMap<>(vbd());
        everything.putAll(Map.of("uuid", "", "currently_attached", false, "storage_lock", false, "device", ""));
        everything.putAll(Map.of("allowed_operations", List.of(), "current_operations", Map.of(), "status_code", "0"));
        everything.putAll(Map.of("status_detail", 7L, "metrics", "OpaqueRef:NULL", "no_such_field", WireNil.NIL));
        assertThat(kit.value("VBD.create", session, everything)).isInstanceOf(Ref.class);

        for (Object unset : List.of("", "UNRECOGNIZED", WireNil.NIL)) {
            Ref<?> group = (Ref<?>) kit.value("VM_group.create", session, Map.of("placement", unset));
            assertThat(kit.row(VmGroup.CLASS, group.<VmGroup>as()).get(VmGroup.PLACEMENT))
                    .isEqualTo(PlacementPolicy.NORMAL);
            everything.put("mode", unset);
            assertThat(kit.failure("VBD.create", session, everything)).startsWith("INVALID_VALUE", "mode");
        }
        everything.put("mode", "RX");
        assertThat(kit.failure("VBD.create", session, everything)).containsExactly("INVALID_VALUE", "mode", "RX");
    }

    @Test
    void cutsNewTextsOffAtWhatXmlCannotCarry() {
        Ref<?> made = (Ref<?>) kit.value("secret.create", session, Map.of("value", "good\u0002bad"));

        assertThat(kit.row(Secret.CLASS, made.<Secret>as()).get(Secret.VALUE)).isEqualTo("good");
    }

    @Test
    void removesAPlainObject() {
        Ref<?> made = (Ref<?>) kit.value("secret.create", session, Map.of("value", "x"));

        kit.value("secret.destroy", session, made.value());

        assertThat(kit.failure("secret.destroy", session, made.value()))
                .containsExactly("HANDLE_INVALID", "secret", made.value());
    }

    @Test
    void leavesMakingAndRemovingToTheServiceThatKnowsHow() {
        Map<String, Object> wanted =
                new HashMap<>(Map.of("VM", vm.value(), "VDI", "OpaqueRef:NULL", "userdevice", "0"));
        wanted.putAll(Map.of("bootable", true, "mode", "RW", "type", "Disk", "empty", false, "unpluggable", true));
        wanted.putAll(Map.of("other_config", Map.of(), "qos_algorithm_type", "", "qos_algorithm_params", Map.of()));

        Ref<?> made = (Ref<?>) kit.value("VBD.create", session, wanted);

        assertThat(kit.row(Vbd.CLASS, made.<Vbd>as()).get(Vbd.USERDEVICE)).isEqualTo("made 0");
        wanted.put("VM", "OpaqueRef:gone");
        assertThat(kit.failure("VBD.create", session, wanted))
                .containsExactly("HANDLE_INVALID", "VM", "OpaqueRef:gone");
        assertThat(kit.failure("VBD.destroy", session, made.value())).containsExactly("NOT_IMPLEMENTED", "VBD.destroy");
    }

    @Test
    void leavesFieldsWithEffectsToTheirSetters() {
        assertThat(kit.value("VM.set_is_a_template", session, vm.value(), true)).isEqualTo("");
        assertThat(kit.value("VM.get_is_a_template", session, vm.value())).isEqualTo(true);

        kit.set(Vm.CLASS, vm, Vm.IS_A_SNAPSHOT, true);
        assertThat(kit.failure("VM.set_is_a_template", session, vm.value(), false))
                .containsExactly("VM_IS_TEMPLATE", vm.value());
        assertThat(kit.failure("VM.set_xenstore_data", session, vm.value(), Map.of()))
                .containsExactly("NOT_IMPLEMENTED", "VM.set_xenstore_data");
        assertThat(kit.failure("VM.add_to_xenstore_data", session, vm.value(), "k", "v"))
                .containsExactly("NOT_IMPLEMENTED", "VM.add_to_xenstore_data");
    }

    @Test
    void mirrorsReferencesOnTheOtherSide() {
        kit.have(Vbd.CLASS, new Ref<>("OpaqueRef:vbd"), Map.of(Vbd.VM, vm));

        assertThat(kit.value("VM.get_VBDs", session, vm.value())).isEqualTo(List.of(new Ref<>("OpaqueRef:vbd")));
        assertThat(kit.value("host.get_name_label", session, ApiKit.HERE.value()))
                .isEqualTo("here");
        assertThat(kit.row(Pool.CLASS, ApiKit.POOL).get(Pool.MASTER)).isEqualTo(ApiKit.HERE.<Host>as());
    }

    private Map<String, Object> vbd() {
        Map<String, Object> wanted =
                new HashMap<>(Map.of("VM", vm.value(), "VDI", "OpaqueRef:NULL", "userdevice", "0"));
        wanted.putAll(Map.of("bootable", true, "mode", "RW", "type", "Disk", "empty", false, "unpluggable", true));
        wanted.putAll(Map.of("other_config", Map.of(), "qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        return wanted;
    }

    private Object config() {
        return kit.value("network.get_other_config", session, network.value());
    }

    /** A field whose writing has a rule. */
    static final class TemplateFlag implements Setter<Vm, Boolean> {
        @Override
        public Field<Vm, Boolean> field() {
            return Vm.IS_A_TEMPLATE;
        }

        @Override
        public void set(Transaction transaction, Call call, Row<Vm> row, Boolean value) {
            if (row.get(Vm.IS_A_SNAPSHOT)) {
                throw new VmFailure.IsTemplate(row.ref());
            }
            transaction.set(Vm.CLASS, row.ref(), Vm.IS_A_TEMPLATE, value);
        }
    }

    /** A class whose making has a rule. */
    final class Disks implements Constructor<Vbd> {
        @Override
        public CompletionStage<Ref<Vbd>> create(Call call, NewObject<Vbd> wanted) {
            var values = new HashMap<Field<Vbd, ?>, Object>(wanted.values());
            values.put(Vbd.USERDEVICE, "made " + wanted.get(Vbd.USERDEVICE));
            return kit.store.transact(transaction -> transaction.insert(Vbd.CLASS, values));
        }
    }
}
