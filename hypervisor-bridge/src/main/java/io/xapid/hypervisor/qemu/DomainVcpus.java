package io.xapid.hypervisor.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.qmp.QmpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** vCPUs that come and go while their guest lives. */
final class DomainVcpus {
    private static final Duration GUEST_LETS_GO = Duration.ofSeconds(10);

    private final QemuDomain domain;

    DomainVcpus(QemuDomain domain) {
        this.domain = domain;
    }

    void set(DomainSpec spec, int count) {
        if (count < 1 || count > spec.vcpus().max()) {
            throw new HypervisorException(
                    Reason.FAILED,
                    "guest %s can have 1 to %d vCPUs, not %d"
                            .formatted(spec.vm(), spec.vcpus().max(), count));
        }
        List<JsonNode> places = places();
        List<JsonNode> taken =
                new ArrayList<>(places.stream().filter(DomainVcpus::isTaken).toList());
        List<JsonNode> free = places.stream().filter(place -> !isTaken(place)).toList();
        for (int i = taken.size(); i < count; i++) {
            plug(free.get(i - taken.size()));
        }
        for (int i = taken.size(); i > count; i--) {
            unplug(taken.get(i - 1));
        }
    }

    private List<JsonNode> places() {
        var places = new ArrayList<JsonNode>();
        domain.command("list its vCPUs", "query-hotpluggable-cpus", Map.of()).forEach(places::add);
        places.sort(Comparator.<JsonNode>comparingInt(place -> number(place, "socket-id"))
                .thenComparingInt(place -> number(place, "core-id"))
                .thenComparingInt(place -> number(place, "thread-id")));
        return places;
    }

    private static boolean isTaken(JsonNode place) {
        return place.has("qom-path");
    }

    private static int number(JsonNode place, String of) {
        return place.path("props").path(of).asInt();
    }

    private void plug(JsonNode place) {
        var device = new LinkedHashMap<String, Object>();
        device.put("driver", place.path("type").asText());
        device.put(
                "id",
                "cpu-%d-%d-%d"
                        .formatted(number(place, "socket-id"), number(place, "core-id"), number(place, "thread-id")));
        place.path("props")
                .properties()
                .forEach(property ->
                        device.put(property.getKey(), property.getValue().asInt()));
        domain.command("plug a vCPU", "device_add", device);
    }

    /** The guest has to stop using it first. */
    private void unplug(JsonNode place) {
        String path = place.path("qom-path").asText();
        try (var gone = domain.monitor()
                .expect(event -> event.name().equals("DEVICE_DELETED")
                        && event.data().path("path").asText().equals(path))) {
            domain.monitor().execute("device_del", Map.of("id", path), QemuDomain.COMMAND);
            gone.await("the vCPU to go", GUEST_LETS_GO);
        } catch (QmpException e) {
            if (e.is(QmpException.TIMEOUT)) {
                throw new HypervisorException(
                        Reason.GUEST_UNRESPONSIVE, "guest %s has not let go of a vCPU".formatted(domain.vm()), e);
            }
            throw domain.refused("unplug a vCPU", e);
        }
    }
}
