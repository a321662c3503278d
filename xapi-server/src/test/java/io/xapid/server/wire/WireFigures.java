package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.model.AllClasses;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Change;
import io.xapid.model.store.Entry;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.StateMachine;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.CallHandler;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.wire.codec.ByteChunks;
import io.xapid.server.wire.codec.CallCodec;
import io.xapid.server.wire.codec.CallLimits;
import io.xapid.server.wire.codec.JsonCodec;
import io.xapid.server.wire.codec.RenderingCache;
import io.xapid.server.wire.codec.XmlCodec;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Measures the wire by hand: {@code codec}, {@code records} or {@code serve <seconds>}. Not a test. */
final class WireFigures {
    private static final XenType<?> ALL_VMS = XenType.map(XenType.ref("VM"), XenType.record("VM"));
    private static final WireCall.Caller CALLER = new WireCall.Caller("127.0.0.1", false, Map.of());

    private WireFigures() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "codec" -> codec();
            case "records" -> records(Integer.parseInt(args[1]));
            default -> serve(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        }
    }

    private static void codec() throws Exception {
        var cache = new RenderingCache(256L << 20);
        var xml = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        var json = new JsonCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        String ref = "OpaqueRef:" + UUID.randomUUID();
        byte[] xmlCall = ("<?xml version='1.0'?>\n<methodCall>\n<methodName>VM.get_power_state</methodName>\n<params>\n"
                        + "<param>\n<value><string>" + ref + "</string></value>\n</param>\n<param>\n<value><string>"
                        + ref + "</string></value>\n</param>\n</params>\n</methodCall>\n")
                .getBytes(UTF_8);
        byte[] jsonCall = ("{\"jsonrpc\":\"2.0\",\"method\":\"VM.get_power_state\",\"params\":[\"" + ref + "\",\"" + ref
                        + "\"],\"id\":1}")
                .getBytes(UTF_8);
        Snapshot empty = Snapshot.empty(new Schema(AllClasses.definitions()));
        var reply = new Reply.Success(XenType.STRING, "Running", empty);
        for (int round = 0; round < 5; round++) {
            time("xml decode", 200_000, () -> xml.read(xmlCall, xmlCall.length, CALLER));
            time(
                    "xml both",
                    200_000,
                    () -> xml.read(xmlCall, xmlCall.length, CALLER).answer(reply));
            time("json decode", 200_000, () -> json.read(jsonCall, jsonCall.length, CALLER));
            time(
                    "json both",
                    200_000,
                    () -> json.read(jsonCall, jsonCall.length, CALLER).answer(reply));
        }
    }

    private static void records(int count) throws Exception {
        Snapshot state = vms(count);
        List<Row<Vm>> rows = List.copyOf(state.table(Vm.CLASS).rows());
        var reply = new Reply.Success(ALL_VMS, rows, state);
        for (CallCodec codec : List.of(
                new XmlCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none()),
                new JsonCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none()))) {
            for (int round = 0; round < 8; round++) {
                time(codec.contentType() + " afresh", 1, () -> answer(codec, reply));
            }
        }
        for (CallCodec codec : List.of(
                new XmlCodec(CallLimits.DEFAULT, new RenderingCache(400L << 20), DerivedValues.none()),
                new JsonCodec(CallLimits.DEFAULT, new RenderingCache(400L << 20), DerivedValues.none()))) {
            for (int round = 0; round < 8; round++) {
                time(codec.contentType() + " kept", 1, () -> answer(codec, reply));
            }
            ByteChunks body = answer(codec, reply);
            byte[] flat = new byte[Math.toIntExact(body.length())];
            var direct = ByteBuffer.allocateDirect(128 * 1024);
            for (int round = 0; round < 5; round++) {
                time("copy of " + body.length() + " bytes in pieces", 1, () -> {
                    int at = 0;
                    for (var made : body.pieces()) {
                        ByteBuffer piece = made.get();
                        int size = piece.remaining();
                        piece.get(flat, at, size);
                        at += size;
                    }
                    return at;
                });
                time("copy of " + body.length() + " bytes, through 128 KiB direct", 1, () -> {
                    for (int at = 0; at < flat.length; at += direct.capacity()) {
                        direct.clear();
                        direct.put(flat, at, Math.min(direct.capacity(), flat.length - at));
                    }
                    return flat.length;
                });
            }
        }
    }

    private static void serve(int count, int seconds) throws Exception {
        Snapshot state = vms(count);
        var all = new Reply.Success(ALL_VMS, List.copyOf(state.table(Vm.CLASS).rows()), state);
        var small = new Reply.Success(XenType.STRING, "Running", state);
        var cache = new RenderingCache(400L << 20);
        CallHandler handler =
                call -> CompletableFuture.completedFuture(call.method().equals("VM.get_all_records") ? all : small);
        Path directory = Files.createTempDirectory("figures");
        try (var door = new HttpFrontDoor(
                new FrontDoorSettings(
                        ListeningPorts.take(InetAddress.getLoopbackAddress(), 18080, 18443),
                        directory.resolve("tls.pem"),
                        Optional.empty(),
                        FrontDoorSettings.Limits.DEFAULT),
                new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none()),
                new JsonCodec(CallLimits.DEFAULT, cache, DerivedValues.none()),
                handler,
                List.of(),
                Runnable::run,
                Clock.systemUTC())) {
            door.start();
            System.out.println("serving, pid " + ProcessHandle.current().pid());
            Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        }
    }

    private static ByteChunks answer(CallCodec codec, Reply reply) throws Exception {
        byte[] call = (codec instanceof XmlCodec
                        ? "<methodCall><methodName>m</methodName></methodCall>"
                        : "{\"method\":\"m\",\"params\":[],\"id\":1}")
                .getBytes(UTF_8);
        return codec.read(call, call.length, CALLER).answer(reply);
    }

    private static Snapshot vms(int count) {
        Snapshot empty = Snapshot.empty(new Schema(AllClasses.definitions()));
        var changes = new ArrayList<Change>();
        for (int i = 0; i < count; i++) {
            Map<Field<?, ?>, Object> values = new HashMap<>();
            values.put(Vm.UUID, UUID.randomUUID().toString());
            values.put(Vm.NAME_LABEL, "web server " + i);
            values.put(Vm.NAME_DESCRIPTION, "A virtual machine of some use, number " + i);
            values.put(Vm.RESIDENT_ON, Ref.of("OpaqueRef:" + UUID.randomUUID()));
            values.put(Vm.AFFINITY, Ref.of("OpaqueRef:" + UUID.randomUUID()));
            values.put(Vm.MEMORY_STATIC_MAX, 4L << 30);
            values.put(Vm.MEMORY_DYNAMIC_MAX, 4L << 30);
            values.put(Vm.MEMORY_DYNAMIC_MIN, 4L << 30);
            values.put(
                    Vm.OTHER_CONFIG,
                    Map.of(
                            "base_template_name", "Debian Bookworm 12",
                            "mac_seed", UUID.randomUUID().toString(),
                            "install-methods", "cdrom,nfs,http,ftp",
                            "xo:resource_set", "\"abc\""));
            values.put(
                    Vm.PLATFORM, Map.of("acpi", "1", "apic", "true", "pae", "true", "viridian", "false", "vga", "std"));
            changes.add(new Change.Insert(Vm.CLASS, Ref.of("OpaqueRef:" + UUID.randomUUID()), values));
        }
        return StateMachine.apply(empty, 1, new Entry(UUID.randomUUID(), Instant.EPOCH, 0, List.of(), changes))
                .state();
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static void time(String what, int times, Work work) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        int sink = 0;
        for (int i = 0; i < times; i++) {
            sink += System.identityHashCode(work.run()) & 1;
        }
        double cpuMicros = (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / times;
        double micros = (System.nanoTime() - begin) / 1e3 / times;
        System.out.printf("%-60s %12.2f us, CPU %12.2f us %s%n", what, micros, cpuMicros, sink < 0 ? "!" : "");
    }
}
