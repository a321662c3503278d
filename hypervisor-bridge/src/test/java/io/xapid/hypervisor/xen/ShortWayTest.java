package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortWayTest {
    @TempDir
    private Path folder;

    @Test
    void aShortPathIsItsOwnWay() throws Exception {
        assertThat(ShortWay.to(Path.of("/var/lib/xapid/xen"), folder)).isEqualTo(Path.of("/var/lib/xapid/xen"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLongPathIsReachedByALinkThatIsTheSameEveryTime() throws Exception {
        Path links = folder.resolve("links");
        Path one = Files.createDirectories(folder.resolve("x".repeat(100)));
        Path other = Files.createDirectories(folder.resolve("y".repeat(100)));

        Path way = ShortWay.to(one, links);

        assertThat(Files.isSameFile(way, one)).isTrue();
        assertThat(ShortWay.to(one, links)).isEqualTo(way);
        assertThat(Files.isSameFile(ShortWay.to(other, links), other)).isTrue();
        assertThat(ShortWay.to(other, links)).isNotEqualTo(way);
    }

    @Test
    void aPathWithACommaIsReachedByALinkWithoutOne() throws Exception {
        Path awkward = Files.createDirectories(folder.resolve("a,b"));

        Path way = ShortWay.to(awkward, folder.resolve("links"));

        assertThat(way.toString()).doesNotContain(",");
        assertThat(Files.isSameFile(way, awkward)).isTrue();
    }

    @Test
    void addressesOfSocketsDoubleCommas() {
        var sockets = new GuestFiles(Path.of("/a,b"));
        assertThat(sockets.screenOption()).isEqualTo("unix:/a,,b/vnc.sock,share=force-shared");
    }
}
