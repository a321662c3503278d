package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.server.api.ApiKit;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VMs from records, from other VMs and from templates. */
class VmMakingTest {
    private static final String NULL = "OpaqueRef:NULL";

    private final VmRig rig = new VmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    // VM.create

    /** Clients send back the whole record of another VM, with what the server alone decides in it. */
    @Test
    void aVmIsMadeFromAWholeRecord() {
        Ref<Vm> original = rig.guest("original");
        rig.drive(original, rig.disk("disk"), "0", Map.of());
        rig.start(original);
        Map<String, Object> record = record(original);
        record.put("name_label", "made");

        Row<Vm> made = rig.api.row(Vm.CLASS, create(record));

        assertThat(made.get(Vm.UUID))
                .isNotEqualTo(rig.api.row(Vm.CLASS, original).get(Vm.UUID));
        assertThat(made.get(Vm.POWER_STATE)).isEqualTo(PowerState.HALTED);
        assertThat(made.get(Vm.RESIDENT_ON).isNull()).isTrue();
        assertThat(made.get(Vm.DOMID)).isEqualTo(-1);
        assertThat(made.get(Vm.VBDS)).isEmpty();
        assertThat(made.get(Vm.CURRENT_OPERATIONS)).isEmpty();
        assertThat(made.get(Vm.MEMORY_STATIC_MAX)).isEqualTo(128L << 20);
        assertThat(made.get(Vm.MEMORY_OVERHEAD)).isEqualTo(MemoryModel.overhead(made));
        assertThat(rig.api.row(VmMetrics.CLASS, made.get(Vm.METRICS)).get(VmMetrics.INSTALL_TIME))
                .isEqualTo(rig.api.clock.instant());
    }

    @Test
    void aVmGetsASeedForItsAddressesIfItHasNone() {
        Map<String, Object> record = record(rig.guest("original"));
        record.put("other_config", Map.of("mine", "1"));
        Row<Vm> made = rig.api.row(Vm.CLASS, create(record));
        assertThat(made.get(Vm.OTHER_CONFIG)).containsEntry("mine", "1").containsKey("mac_seed");

        record.put("other_config", Map.of("mac_seed", "kept"));
        assertThat(rig.api.row(Vm.CLASS, create(record)).get(Vm.OTHER_CONFIG)).containsEntry("mac_seed", "kept");
    }

    @Test
    void theNewerFieldSaysWhatKindOfDomainItIs() {
        Map<String, Object> record = record(rig.guest("original"));
        record.put("domain_type", "pvh");
        record.put("HVM_boot_policy", "BIOS order");
        assertThat(rig.api.row(Vm.CLASS, create(record)).get(Vm.HVM_BOOT_POLICY))
                .isEmpty();
        record.put("domain_type", "unspecified");
        assertThat(rig.api.row(Vm.CLASS, create(record)).get(Vm.DOMAIN_TYPE)).isEqualTo(DomainType.HVM);
        record.put("HVM_boot_policy", "");
        assertThat(rig.api.row(Vm.CLASS, create(record)).get(Vm.DOMAIN_TYPE)).isEqualTo(DomainType.PV);
    }

    @Test
    void aSuspendedVmNeedsItsMemoryImage() {
        Map<String, Object> record = record(rig.guest("original"));
        record.put("power_state", "Suspended");

        List<String> refused = rig.api.failure("VM.create", rig.session, record);

        assertThat(refused).startsWith("VM_BAD_POWER_STATE").endsWith("halted", "suspended");
        record.put("power_state", "Running");
        assertThat(rig.api.row(Vm.CLASS, create(record)).get(Vm.POWER_STATE)).isEqualTo(PowerState.HALTED);
    }

    @Test
    void destroyedWithAllThatIsItsOwn() {
        Ref<Vm> vm = rig.guest("guest");
        Ref<Vdi> disk = rig.disk("disk");
        rig.drive(vm, disk, "0", Map.of());
        rig.nic(vm, rig.network("net"), "0");

        rig.api.value("VM.destroy", rig.session, vm.value());

        var state = rig.api.store.snapshot();
        assertThat(state.table(Vm.CLASS).size()).isZero();
        assertThat(state.table(Vbd.CLASS).size()).isZero();
        assertThat(state.table(Vif.CLASS).size()).isZero();
        assertThat(rig.api.row(Vdi.CLASS, disk)).as("disks stay").isNotNull();
    }

    // VM.clone and VM.copy

    @ParameterizedTest
    @ValueSource(strings = {"VM.clone", "VM.copy"})
    void aCopyIsItsOwn(String message) {
        Ref<Vm> source = rig.guest("source");
        rig.api.set(Vm.CLASS, source, Vm.START_DELAY, 7L);
        rig.api.set(Vm.CLASS, source, Vm.ORDER, 3L);
        rig.api.set(Vm.CLASS, source, Vm.TAGS, List.of("web"));
        rig.api.set(
                Vm.CLASS,
                source,
                Vm.OTHER_CONFIG,
                Map.of("mac_seed", "seed", "default_template", "true", "xensource_internal", "true", "mine", "1"));
        Ref<Vdi> disk = rig.disk("disk");
        Ref<Vdi> disc = rig.disk("disc");
        rig.drive(source, disk, "0", Map.of("bootable", true));
        rig.drive(source, disc, "3", Map.of("type", "CD", "mode", "RO"));
        Ref<Vif> nic = rig.nic(source, rig.network("net"), "1");

        Row<Vm> copy = rig.api.row(Vm.CLASS, copied(message, source));

        assertThat(copy.get(Vm.NAME_LABEL)).isEqualTo("copy");
        assertThat(copy.get(Vm.TAGS)).containsExactly("web");
        assertThat(copy.get(Vm.START_DELAY)).isZero();
        assertThat(copy.get(Vm.ORDER)).isZero();
        assertThat(copy.get(Vm.OTHER_CONFIG))
                .containsEntry("mine", "1")
                .doesNotContainKeys("default_template", "xensource_internal");
        String seed = String.valueOf(copy.get(Vm.OTHER_CONFIG).get("mac_seed"));
        assertThat(seed).isNotEqualTo("seed");
        assertThat(drive(copy, VbdType.DISK).get(Vbd.VDI)).isNotEqualTo(disk);
        assertThat(drive(copy, VbdType.DISK).get(Vbd.BOOTABLE)).isTrue();
        assertThat(drive(copy, VbdType.DISK).get(Vbd.OTHER_CONFIG)).containsKey("owner");
        assertThat(drive(copy, VbdType.CD).get(Vbd.VDI)).as("CDs are shared").isEqualTo(disc);
        Row<Vif> made = rig.api.row(Vif.CLASS, copy.get(Vm.VIFS).get(0));
        assertThat(made.get(Vif.MAC))
                .isEqualTo(MacAddresses.fromSeed(seed, 1))
                .isNotEqualTo(rig.api.row(Vif.CLASS, nic).get(Vif.MAC));
        assertThat(rig.api.row(Vm.CLASS, source).get(Vm.CURRENT_OPERATIONS)).isEmpty();
    }

    @Test
    void aCopyOfATemplateRemembersIt() {
        Ref<Vm> template = rig.guest("template");
        rig.api.set(Vm.CLASS, template, Vm.IS_A_TEMPLATE, true);

        Row<Vm> copy = rig.api.row(Vm.CLASS, copied("VM.clone", template));

        assertThat(copy.get(Vm.OTHER_CONFIG)).containsEntry("base_template_name", "template");
        assertThat(copy.get(Vm.IS_A_TEMPLATE)).isTrue();
    }

    @Test
    void copiesDoNotGoWhereOnlyDiscsAre() {
        Ref<Sr> discs = rig.api.have(Sr.CLASS, Map.of(Sr.CONTENT_TYPE, "iso"));

        assertThat(rig.api.failure("VM.copy", rig.session, rig.guest("source").value(), "copy", discs.value()))
                .first()
                .isEqualTo("OPERATION_NOT_ALLOWED");
    }

    @Test
    void runningGuestsAreNotCopied() {
        Ref<Vm> vm = rig.guest("source");
        rig.start(vm);

        assertThat(rig.api.failure("VM.clone", rig.session, vm.value(), "copy"))
                .containsExactly("VM_BAD_POWER_STATE", vm.value(), "halted", "running");
    }

    // VM.provision

    @Test
    void aTemplateGetsTheDisksItAsksFor() {
        Ref<Vm> vm =
                template("<provision><disk device=\"0\" size=\"4194304\" sr=\"\" bootable=\"true\" type=\"system\"/>"
                        + "<disk device=\"2\" size=\"8388608\" sr=\""
                        + rig.api.row(Sr.CLASS, rig.sr()).get(Sr.UUID)
                        + "\" bootable=\"false\" type=\"user\"/></provision>");
        rig.api.set(Pool.CLASS, ApiKit.POOL, Pool.DEFAULT_SR, rig.sr());

        rig.api.value("VM.provision", rig.session, vm.value());

        Row<Vm> row = rig.api.row(Vm.CLASS, vm);
        assertThat(row.get(Vm.IS_A_TEMPLATE)).isFalse();
        assertThat(row.get(Vm.OTHER_CONFIG)).doesNotContainKey("disks");
        assertThat(row.get(Vm.VBDS).stream().map(ref -> rig.api.row(Vbd.CLASS, ref)))
                .anySatisfy(vbd -> {
                    assertThat(vbd.get(Vbd.USERDEVICE)).isEqualTo("0");
                    assertThat(vbd.get(Vbd.BOOTABLE)).isTrue();
                    assertThat(rig.api.row(Vdi.CLASS, vbd.get(Vbd.VDI)).get(Vdi.VIRTUAL_SIZE))
                            .isEqualTo(4 << 20);
                })
                .anySatisfy(vbd -> {
                    assertThat(vbd.get(Vbd.USERDEVICE)).isEqualTo("2");
                    assertThat(vbd.get(Vbd.BOOTABLE)).isFalse();
                    assertThat(vbd.get(Vbd.OTHER_CONFIG)).containsKey("owner");
                })
                .hasSize(2);
        rig.start(vm);
        assertThat(rig.ledger.disksInUse()).hasSize(2);
    }

    @Test
    void aTemplateThatAsksForNothingGetsNothing() {
        Ref<Vm> vm = template(null);

        rig.api.value("VM.provision", rig.session, vm.value());

        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.IS_A_TEMPLATE)).isFalse();
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.VBDS)).isEmpty();
    }

    @Test
    void disksNeedARepository() {
        String disk = "<disk device=\"0\" size=\"1\" sr=\"%s\"/>";

        assertThat(provisionRefused(disk.formatted(""))).containsExactly("DEFAULT_SR_NOT_FOUND", NULL);
        assertThat(provisionRefused(disk.formatted("nowhere"))).containsExactly("UUID_INVALID", "SR", "nowhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<provision>",
                "no XML",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><provision/>",
                "<disk device=\"0\"/>",
                "<disk device=\"0\" size=\"0\"/>",
                "<disk device=\"0\" size=\"-5\"/>",
                "<disk device=\"0\" size=\"99999999999999999999\"/>",
                "<disk size=\"1\"/>",
            })
    void disksThatMakeNoSenseAreRefused(String xml) {
        assertThat(provisionRefused(xml)).startsWith("INVALID_VALUE", "other_config:disks");
    }

    @Test
    void endlessListsOfDisksAreRefused() {
        assertThat(provisionRefused("<a>" + "<disk device=\"0\" size=\"1\"/>".repeat(256) + "</a>"))
                .startsWith("INVALID_VALUE", "other_config:disks");
        assertThat(provisionRefused("<a>" + " ".repeat(70_000) + "</a>"))
                .startsWith("INVALID_VALUE", "other_config:disks");
    }

    @Test
    void onlyTemplatesAreProvisioned() {
        Ref<Vm> vm = rig.guest("guest");

        assertThat(rig.api.failure("VM.provision", rig.session, vm.value()))
                .containsExactly("PROVISION_ONLY_ALLOWED_ON_TEMPLATE");
    }

    private List<String> provisionRefused(String xml) {
        List<String> failure =
                rig.api.failure("VM.provision", rig.session, template(xml).value());
        assertThat(rig.api.store.snapshot().table(Vdi.CLASS).size()).isZero();
        return failure;
    }

    private Ref<Vm> template(@Nullable String disks) {
        Ref<Vm> vm = rig.guest("template");
        rig.api.set(Vm.CLASS, vm, Vm.IS_A_TEMPLATE, true);
        var config = new HashMap<>(Map.of("mac_seed", "seed"));
        if (disks != null) {
            config.put("disks", disks);
        }
        rig.api.set(Vm.CLASS, vm, Vm.OTHER_CONFIG, config);
        return vm;
    }

    private Ref<Vm> copied(String message, Ref<Vm> source) {
        Object made = message.equals("VM.copy")
                ? rig.api.value(message, rig.session, source.value(), "copy", NULL)
                : rig.api.value(message, rig.session, source.value(), "copy");
        return Ref.of(made.toString());
    }

    private Row<Vbd> drive(Row<Vm> vm, VbdType type) {
        return vm.get(Vm.VBDS).stream()
                .map(ref -> rig.api.row(Vbd.CLASS, ref))
                .filter(vbd -> vbd.get(Vbd.TYPE) == type)
                .findFirst()
                .orElseThrow();
    }

    private Ref<Vm> create(Map<String, Object> record) {
        return Ref.of(rig.api.value("VM.create", rig.session, record).toString());
    }

    /** The record of a VM as a client gets it and sends it. */
    private Map<String, Object> record(Ref<Vm> vm) {
        Row<Vm> row = rig.api.row(Vm.CLASS, vm);
        var record = new HashMap<String, Object>();
        Vm.CLASS.fields().forEach(field -> record.put(field.wireName(), onTheWire(row.get(field))));
        return record;
    }

    private static Object onTheWire(Object value) {
        if (value instanceof Ref<?> ref) {
            return ref.value();
        } else if (value instanceof WireEnum one) {
            return one.wireName();
        } else if (value instanceof Long number) {
            return number.toString();
        } else if (value instanceof Instant) {
            return "19700101T00:00:00Z";
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(VmMakingTest::onTheWire).toList();
        } else if (value instanceof Map<?, ?> map) {
            var all = new HashMap<String, Object>();
            map.forEach((key, one) -> all.put(onTheWire(key).toString(), onTheWire(one)));
            return all;
        }
        return value;
    }
}
