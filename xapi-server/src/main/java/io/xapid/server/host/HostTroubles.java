package io.xapid.server.host;

import io.xapid.hypervisor.HypervisorConsole;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostDiagnostics;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Store;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What helps to find out what goes on in a host. */
public final class HostTroubles implements HostDiagnostics {
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_FRAMES = 64;

    private final Store store;

    private final Optional<HypervisorConsole> hypervisor;

    /** @param hypervisor the console of a hypervisor below the host's own kernel */
    public HostTroubles(Store store, Optional<HypervisorConsole> hypervisor) {
        this.store = store;
        this.hypervisor = hypervisor;
    }

    /** What the hypervisor says; on a host whose kernel is the hypervisor, that is the kernel's own log. */
    @Override
    public CompletionStage<String> dmesg(Call call, Ref<Host> host) {
        Answers.host(store.snapshot(), host);
        try {
            return Answers.now(hypervisor.isPresent() ? said(hypervisor.get(), false) : kernelLog());
        } catch (IOException problem) {
            throw new CallFailure.OperationNotAllowed("The kernel's log cannot be read: " + problem.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CallFailure.TaskCancelled(call.task());
        }
    }

    /** The same, which is then forgotten. The kernel's own log is others' too, and is never cleared. */
    @Override
    public CompletionStage<String> dmesgClear(Call call, Ref<Host> host) {
        Answers.host(store.snapshot(), host);
        return Answers.now(said(console("host.dmesg_clear"), true));
    }

    private static String said(HypervisorConsole console, boolean clear) {
        try {
            return console.messages(clear);
        } catch (HypervisorException problem) {
            throw new CallFailure.OperationNotAllowed("The hypervisor does not tell: " + problem.getMessage());
        }
    }

    @Override
    public CompletionStage<Void> sendDebugKeys(Call call, Ref<Host> host, String keys) {
        Answers.host(store.snapshot(), host);
        HypervisorConsole console = console("host.send_debug_keys");
        if (!HypervisorConsole.areKeys(keys)) {
            throw new CallFailure.InvalidValue("keys", keys, "They are 1 to 32 printable characters.");
        }
        try {
            console.press(keys);
        } catch (HypervisorException problem) {
            throw new CallFailure.OperationNotAllowed("The hypervisor does not listen: " + problem.getMessage());
        }
        return Answers.done();
    }

    private HypervisorConsole console(String message) {
        return hypervisor.orElseThrow(() -> new CallFailure.NotImplemented(message));
    }

    @Override
    public CompletionStage<String> getThreadDiagnostics(Call call, Ref<Host> host) {
        Answers.host(store.snapshot(), host);
        return Answers.now(Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .map(HostTroubles::describe)
                .collect(Collectors.joining("\n")));
    }

    private static String describe(ThreadInfo thread) {
        LockInfo lock = thread.getLockInfo();
        String frames = Arrays.stream(thread.getStackTrace())
                .limit(MAX_FRAMES)
                .map(frame -> "    " + frame + "\n")
                .collect(Collectors.joining());
        return "%s %s%s%n%s"
                .formatted(
                        thread.getThreadName(),
                        thread.getThreadState(),
                        lock == null ? "" : ", waits for " + lock.getClassName(),
                        frames);
    }

    private static String kernelLog() throws IOException, InterruptedException {
        Path output = Files.createTempFile("xapid-dmesg", ".txt");
        Process dmesg = new ProcessBuilder("dmesg")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!dmesg.waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("dmesg takes too long");
            }
            String text;
            try (var in = Files.newInputStream(output)) {
                text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            }
            if (dmesg.exitValue() != 0) {
                throw new IOException(text.strip());
            }
            return text.replaceAll("[^\\x09\\x0a\\x20-\\x7e]", "?");
        } finally {
            dmesg.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
