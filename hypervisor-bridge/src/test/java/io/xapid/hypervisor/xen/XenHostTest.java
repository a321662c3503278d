package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XenHostTest {
    @TempDir
    private Path root;

    @Test
    void anOrdinaryHostOrGuestIsNoControlDomain() throws Exception {
        assertThat(obstacle()).contains("not the control domain");
        write("proc/xen/capabilities", "");
        assertThat(obstacle()).contains("not the control domain");
        assertThat(new XenHost(root).isControlDomain()).isFalse();
    }

    @Test
    void aControlDomainOfAKnownXenIsFine() throws Exception {
        controlDomain("4", "17");
        assertThat(obstacle()).isEqualTo("xenstored does not run");
        write("run/xenstored/socket", "");
        assertThat(new XenHost(root).obstacle(false)).isEmpty();
    }

    @Test
    void anotherXenIsRefusedUnlessToldOtherwise() throws Exception {
        controlDomain("4", "99");
        write("run/xenstored/socket", "");
        assertThat(obstacle()).isEqualTo("this is Xen 4.99, and the bridge was made for 4.17 and 4.20");
        assertThat(new XenHost(root).obstacle(true)).isEmpty();
    }

    @Test
    void aKernelThatDoesNotTellTheVersionIsAnObstacle() throws Exception {
        controlDomain("four", "17");
        assertThat(obstacle()).contains("does not say which Xen");
    }

    private String obstacle() {
        return new XenHost(root).obstacle(false).orElse("");
    }

    private void controlDomain(String major, String minor) throws IOException {
        write("proc/xen/capabilities", "control_d\n");
        write("sys/hypervisor/version/major", major + "\n");
        write("sys/hypervisor/version/minor", minor + "\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
