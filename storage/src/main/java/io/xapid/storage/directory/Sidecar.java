package io.xapid.storage.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.storage.StorageException;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known about a volume beyond its image: the content of the JSON file beside it. */
record Sidecar(VolumeLabels labels, boolean readOnly, Optional<VolumeId> snapshotOf, Optional<Instant> snapshotTime) {
    static final Sidecar BLANK = writable(new VolumeLabels("", "", "user", Map.of()));

    private static final int MAX_BYTES = 2 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Sidecar writable(VolumeLabels labels) {
        return new Sidecar(labels, false, Optional.empty(), Optional.empty());
    }

    static Sidecar snapshot(VolumeLabels labels, VolumeId of, Instant taken) {
        return new Sidecar(labels, true, Optional.of(of), Optional.of(taken));
    }

    Sidecar with(VolumeLabels other) {
        return new Sidecar(other, readOnly, snapshotOf, snapshotTime);
    }

    byte[] toBytes() {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", labels.name());
        node.put("description", labels.description());
        node.put("type", labels.type());
        ObjectNode keys = node.putObject("keys");
        labels.keys().forEach(keys::put);
        node.put("read_only", readOnly);
        snapshotOf.ifPresent(of -> node.put("snapshot_of", of.toString()));
        snapshotTime.ifPresent(time -> node.put("snapshot_time", time.toString()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (IOException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    /** Reads a sidecar; any {@link IOException} but "no such file" means that its content is not ours. */
    static Sidecar read(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || attributes.size() > MAX_BYTES) {
            throw new IOException("not a label file");
        }
        JsonNode node = JSON.readTree(Files.readAllBytes(file));
        if (node == null || !node.isObject()) {
            throw new IOException("not a JSON object");
        }
        var keys = new HashMap<String, String>();
        node.path("keys")
                .properties()
                .forEach(e -> keys.put(e.getKey(), e.getValue().asText()));
        try {
            var labels = new VolumeLabels(
                    node.path("name").asText(),
                    node.path("description").asText(),
                    node.path("type").asText(),
                    keys);
            return new Sidecar(
                    labels,
                    node.path("read_only").asBoolean(),
                    text(node, "snapshot_of").map(VolumeId::parse),
                    text(node, "snapshot_time").map(Instant::parse));
        } catch (DateTimeException | StorageException e) {
            throw new IOException("not the labels of a volume", e);
        }
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
    }
}
