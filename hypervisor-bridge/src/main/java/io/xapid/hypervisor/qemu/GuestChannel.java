package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.bridge.Printable;
import io.xapid.hypervisor.qmp.LineConnection;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Our end of the port over which a guest tells about itself and takes requests, in lines. The guest sends
 * {@code xapid-guest 1}, lines of a key and its value, and {@code end}; it understands {@code shutdown}, {@code reboot}
 * and {@code report}. Nothing it sends is trusted: lines, their number and what is kept of them are bounded.
 */
final class GuestChannel implements LineConnection.Listener {
    static final int LINE_LIMIT_BYTES = 512;
    private static final int LINES_LIMIT = 256;
    private static final Duration LISTENING = Duration.ofSeconds(20);

    /** A guest that reports more often is not heard in between. */
    private static final Duration LULL = Duration.ofMillis(500);

    /** Our words for the guest's. */
    private static final Map<String, String> OS_FACTS = Map.of(
            "os-name", "name", "os-id", "id", "os-version", "version", "kernel", "kernel", "hostname", "hostname");

    private final InstantSource clock;
    private final Runnable onNews;
    private volatile @Nullable LineConnection connection;
    private volatile @Nullable GuestReport latest;
    private @Nullable List<String> collecting;

    /** @param onNews called when the guest reports something it did not report before */
    GuestChannel(InstantSource clock, Runnable onNews) {
        this.clock = clock;
        this.onNews = onNews;
    }

    /** Connects if not connected; a guest's machine has the port even if nothing in the guest uses it. */
    void connect(SocketLoop loop, Path socket) {
        LineConnection present = connection;
        if (present != null && present.isOpen()) {
            return;
        }
        try {
            connection = loop.connect(socket, LINE_LIMIT_BYTES, this);
        } catch (IOException e) {
            connection = null; // the guest's word is a courtesy; it runs as well without
        }
    }

    Optional<GuestReport> latest() {
        return Optional.ofNullable(latest);
    }

    /** Whether something in the guest has been talking lately, so that it can be expected to listen. */
    boolean isListening() {
        GuestReport report = latest;
        LineConnection present = connection;
        return present != null
                && present.isOpen()
                && report != null
                && report.at().isAfter(clock.instant().minus(LISTENING));
    }

    /** Asks the guest for something; it may not hear. */
    void say(String request) {
        LineConnection present = connection;
        if (present == null || !present.isOpen()) {
            return;
        }
        try {
            present.send((request + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            present.close();
        }
    }

    /** What the guest said is history: it starts again, or has ended. */
    void forget() {
        latest = null;
    }

    void close() {
        LineConnection present = connection;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public void line(byte[] bytes) {
        String line = Printable.of(new String(bytes, StandardCharsets.UTF_8).strip(), LINE_LIMIT_BYTES);
        List<String> lines = collecting;
        if (line.equals("xapid-guest 1")) {
            collecting = new ArrayList<>();
        } else if (lines == null) {
            return; // between reports there is nothing we want to hear
        } else if (line.equals("end")) {
            collecting = null;
            accept(parse(lines, clock.instant()));
        } else if (lines.size() < LINES_LIMIT) {
            lines.add(line);
        }
    }

    private void accept(GuestReport report) {
        GuestReport before = latest;
        if (before != null && report.at().isBefore(before.at().plus(LULL))) {
            return;
        }
        latest = report;
        if (before == null || !before.sameFactsAs(report)) {
            onNews.run();
        }
    }

    @Override
    public void ended(String why) {
        collecting = null;
    }

    static GuestReport parse(List<String> lines, Instant at) {
        var os = new LinkedHashMap<String, String>();
        var addresses = new LinkedHashMap<String, List<String>>();
        OptionalLong total = OptionalLong.empty();
        OptionalLong free = OptionalLong.empty();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            String value = words.length > 1 ? words[1].strip() : "";
            String fact = OS_FACTS.get(words[0]);
            if (fact != null) {
                os.put(fact, value);
            } else if (words[0].equals("memory-total-kib")) {
                total = kibibytes(value);
            } else if (words[0].equals("memory-free-kib")) {
                free = kibibytes(value);
            } else if (words[0].equals("address")) {
                String[] parts = value.split(" ", 2);
                if (parts.length == 2 && parts[0].matches("[0-9a-f:]{17}") && parts[1].matches("[0-9a-f.:]{2,45}")) {
                    addresses
                            .computeIfAbsent(parts[0], mac -> new ArrayList<>())
                            .add(parts[1]);
                }
            }
        }
        addresses.replaceAll((mac, list) -> List.copyOf(list));
        return new GuestReport(os, addresses, total, free, at);
    }

    private static OptionalLong kibibytes(String value) {
        return value.matches("[0-9]{1,12}") ? OptionalLong.of(Long.parseLong(value) << 10) : OptionalLong.empty();
    }
}
