package io.xapid.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Tells whoever waits for it that the daemon answers calls, and where. There is all of it or nothing. */
record ReadyFile(Path path) {

    void write(String url, String httpsUrl, String hypervisor) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("url", url);
            json.writeStringField("https_url", httpsUrl);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("hypervisor", hypervisor);
            json.writeEndObject();
        }
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(draft, text + "\n");
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** One of an earlier run must not be taken for ours. */
    void remove() throws IOException {
        Files.deleteIfExists(path);
    }
}
