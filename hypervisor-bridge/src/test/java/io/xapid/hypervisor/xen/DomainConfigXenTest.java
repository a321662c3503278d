package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.xen.libxl.Libxl;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** libxl skips what it does not know: only it can tell whether it knows all that we say. */
@Tag("xen")
class DomainConfigXenTest {
    @TempDir
    private Path folder;

    @Test
    void libxlUnderstandsAllOfAMachine() throws Exception {
        String config = DomainConfigTest.config(DomainConfigTest.MACHINE);

        var said = (ObjectNode) new ObjectMapper().readTree(config);
        said.get("disks").forEach(disk -> ((ObjectNode) disk).remove(List.of("readwrite", "pdev_path")));
        assertKnown("", said, understood(config));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pv", "pvh"})
    void libxlUnderstandsAllOfIt(String type) throws Exception {
        DomainSpec spec = DomainConfigTest.SPEC.withPlatform(Map.of(DomainConfig.TYPE_KEY, type));
        String config = DomainConfigTest.config(spec);

        var said = (ObjectNode) new ObjectMapper().readTree(config);
        said.get("disks").forEach(disk -> ((ObjectNode) disk).remove("readwrite")); // 0 goes without saying
        ((ObjectNode) said.get("b_info")).remove("type." + type); // and so does what is empty
        assertKnown("", said, understood(config));
    }

    @Test
    void libxlUnderstandsWhichDevicesAndProcessorsAreMeant() throws Exception {
        String config = DomainConfigTest.config(DomainConfigTest.WITH_A_DEVICE);

        var said = (ObjectNode) new ObjectMapper().readTree(config);
        said.retain("c_info", "pcidevs");
        assertKnown("", said, understood(config));
    }

    @Test
    void libxlUnderstandsWhatIsToBeHidden() throws Exception {
        String config = DomainConfigTest.config(DomainConfigTest.SPEC.withPlatform(
                Map.of(CpuMask.KEY, CpuMaskTest.ALL_BUT_AES_AND_SOME, DomainConfig.TYPE_KEY, "pvh")));

        var said = (ObjectNode) new ObjectMapper().readTree(config).get("b_info");
        assertThat(said.path("cpuid")).hasSize(3);
        JsonNode heard = understood(config).path("b_info").path("cpuid");
        assertKnown(
                "", said.path("cpuid"), heard.has("cpuid") ? heard.path("cpuid") : heard); // with 4.18 come more kinds
    }

    @ParameterizedTest
    @EnumSource(Boot.BootloaderKind.class)
    void libxlUnderstandsWhichBootloaderIsMeant(Boot.BootloaderKind bootloader) throws Exception {
        String config = DomainConfigTest.config(DomainConfigTest.bootedBy(bootloader));

        var said = (ObjectNode) new ObjectMapper().readTree(config).get("b_info");
        said.remove("type.pv");
        assertKnown("", said, understood(config).path("b_info"));
    }

    private JsonNode understood(String config) throws Exception {
        String version = XenHost.here().version().orElseThrow().toString();
        try (var libxl = Libxl.ofVersion(version).open(folder.resolve("log"))) {
            return libxl.understood(config);
        }
    }

    private static void assertKnown(String path, JsonNode said, JsonNode understood) {
        if (said.isValueNode()) {
            assertThat(understood.asText()).as(path).isEqualTo(said.asText());
            return;
        }
        said.properties()
                .forEach(field ->
                        assertKnown(path + "/" + field.getKey(), field.getValue(), understood.path(field.getKey())));
        for (int i = 0; i < said.size() && said.isArray(); i++) {
            assertKnown(path + "/" + i, said.get(i), understood.path(i));
        }
    }
}
