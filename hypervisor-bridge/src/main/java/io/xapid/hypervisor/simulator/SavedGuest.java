package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** What the simulator saves of a guest: enough to know it again, and to notice when some of it is missing. */
final class SavedGuest {
    private SavedGuest() {}

    static void write(DomainSpec spec, WritableByteChannel to) {
        var bytes = ByteBuffer.wrap(text(spec).getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "guest %s: cannot save it".formatted(spec.vm()), e);
        }
    }

    static void read(DomainSpec spec, ReadableByteChannel from) {
        String wanted = text(spec);
        var bytes = ByteBuffer.allocate(wanted.length()); // what lies behind it is not ours
        try {
            int count;
            do {
                count = from.read(bytes);
            } while (count >= 0 && bytes.hasRemaining());
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "guest %s: cannot restore it".formatted(spec.vm()), e);
        }
        if (!StandardCharsets.US_ASCII.decode(bytes.flip()).toString().equals(wanted)) {
            throw new HypervisorException(
                    Reason.FAILED, "guest %s: what was saved is not this guest, or not all of it".formatted(spec.vm()));
        }
    }

    private static String text(DomainSpec spec) {
        return "simulated guest %s, %d bytes, %d vCPUs%n"
                .formatted(
                        spec.vm(), spec.memory().staticMaxBytes(), spec.vcpus().max());
    }
}
