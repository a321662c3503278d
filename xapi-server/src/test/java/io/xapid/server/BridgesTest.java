package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.xen.XenHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgesTest {
    @TempDir
    private Path root;

    @Test
    void aXenThatTheBridgeWasNotMadeForIsTriedOnlyIfTold() throws Exception {
        controlDomain();
        write("run/xenstored/socket", "");
        assertThatThrownBy(() -> Bridges.checkXen(new XenHost(root), false))
                .hasMessageContaining("this is Xen 4.99")
                .hasMessageEndingWith("; set any-xen to try it all the same, or use qemu or simulator");
        assertThatCode(() -> Bridges.checkXen(new XenHost(root), true)).doesNotThrowAnyException();
    }

    @Test
    void whatTellingCannotMendIsNotSuggested() throws Exception {
        controlDomain();
        assertThatThrownBy(() -> Bridges.checkXen(new XenHost(root), true))
                .hasMessage("hypervisor xen: xenstored does not run; use qemu or simulator");
    }

    private void controlDomain() throws IOException {
        write("proc/xen/capabilities", "control_d\n");
        write("sys/hypervisor/version/major", "4\n");
        write("sys/hypervisor/version/minor", "99\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
