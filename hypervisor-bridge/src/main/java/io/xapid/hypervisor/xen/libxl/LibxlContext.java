package io.xapid.hypervisor.xen.libxl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.xapid.hypervisor.xen.libxl.DomainInfo.Shutdown;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A way to the hypervisor, for one thread at a time. Calls block until done, and cannot be interrupted.
 *
 * <p>libxl starts programs of its own and waits for them. It is told to wait for its own only: by default it would take
 * every child of the process, also those that Java waits for.
 */
public final class LibxlContext implements AutoCloseable {
    /** More than any structure of libxl takes: those that it fills are laid out by itself alone. */
    static final long ROOM_BYTES = 1 << 16;

    /** From {@code libxl_event.h}: {@code libxl_sigchld_owner_libxl_always_selective_reap}. */
    private static final int REAP_OWN_CHILDREN = 3;

    private static final long HOOKS_BYTES = 32;
    private static final int UUID_BYTES = 16;
    private static final int VM_BYTES = UUID_BYTES + 4;
    private static final int MOST_DOMAINS = 32_768;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LibxlLibrary library;
    private final Pointer stream;
    private final Pointer logger;
    private final Memory hooks;
    private final Pointer context;

    LibxlContext(LibxlLibrary library, Path log) throws LibxlException {
        this.library = library;
        this.stream = there(CLibrary.LIBRARY.fopen(log.toString(), "ae"), "write to " + log);
        this.logger = there(ToolLog.LIBRARY.toFile(stream, ToolLog.DETAIL, 0), "make a log");
        this.hooks = cleared(HOOKS_BYTES);
        hooks.setInt(0, REAP_OWN_CHILDREN);
        var made = new PointerByReference();
        int code = library.ctxAlloc(made, 0, 0, logger);
        if (code != 0) {
            closeLog();
            throw failure(code, "open a way to Xen");
        }
        this.context = made.getValue();
        library.childprocSetmode(context, hooks, null);
    }

    private static Pointer there(@Nullable Pointer pointer, String what) throws LibxlException {
        if (pointer == null) {
            throw new LibxlException(0, "cannot " + what);
        }
        return pointer;
    }

    static Memory cleared(long bytes) {
        var memory = new Memory(bytes);
        memory.clear();
        return memory;
    }

    LibxlLibrary library() {
        return library;
    }

    Pointer context() {
        return context;
    }

    void check(int code, String what) throws LibxlException {
        if (code != 0) {
            throw failure(code, what);
        }
    }

    private LibxlException failure(int code, String what) {
        return new LibxlException(code, "cannot %s: libxl says %s".formatted(what, library.errorToString(code)));
    }

    /** Text of libxl's, which the one who gets it frees. */
    JsonNode json(@Nullable Pointer text, String what) throws LibxlException {
        Pointer given = there(text, "tell " + what);
        try {
            return JSON.readTree(given.getString(0, "UTF-8"));
        } catch (JsonProcessingException e) {
            throw new LibxlException(0, "cannot tell %s: %s".formatted(what, e.getOriginalMessage()));
        } finally {
            CLibrary.LIBRARY.free(given);
        }
    }

    // What is

    /** The domain of that number, whoever made it. */
    public Optional<DomainInfo> info(int domid) throws LibxlException {
        try (var info = cleared(ROOM_BYTES)) {
            library.dominfoInit(info);
            int code = library.domainInfo(context, info, domid);
            if (code == LibxlException.DOMAIN_NOTFOUND) {
                return Optional.empty();
            }
            check(code, "tell how domain " + domid + " is");
            var told = json(library.dominfoToJson(context, info), "how domain " + domid + " is");
            library.dominfoDispose(info);
            return Optional.of(read(domid, told));
        }
    }

    private static DomainInfo read(int domid, JsonNode told) {
        Optional<Shutdown> shutdown = told.path("shutdown").asBoolean()
                ? Optional.of(reason(told.path("shutdown_reason").asText()))
                : Optional.empty();
        return new DomainInfo(
                domid,
                uuid(told.path("uuid").asText()),
                told.path("paused").asBoolean(),
                shutdown,
                told.path("dying").asBoolean(),
                told.path("current_memkb").asLong(),
                told.path("max_memkb").asLong(),
                told.path("vcpu_online").asInt(),
                told.path("vcpu_max_id").asInt() + 1,
                !told.path("domain_type").asText().equals("pv"));
    }

    /** The control domain's is all zeros, and goes without saying. */
    private static UUID uuid(String text) {
        return text.isEmpty() ? new UUID(0, 0) : UUID.fromString(text);
    }

    private static Shutdown reason(String text) {
        try {
            return Shutdown.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Shutdown.UNKNOWN;
        }
    }

    /** The number of the domain with that uuid. */
    public Optional<Integer> find(UUID uuid) throws LibxlException {
        return Optional.ofNullable(domains().get(uuid));
    }

    /** The numbers of all domains by their uuids, whoever made them. */
    Map<UUID, Integer> domains() throws LibxlException {
        var count = new IntByReference();
        Pointer list = there(library.listVm(context, count), "list domains");
        try {
            var found = new HashMap<UUID, Integer>();
            for (int i = 0; i < Math.min(count.getValue(), MOST_DOMAINS); i++) {
                var bytes = ByteBuffer.wrap(list.getByteArray((long) i * VM_BYTES, VM_BYTES))
                        .order(ByteOrder.BIG_ENDIAN);
                var uuid = new UUID(bytes.getLong(), bytes.getLong());
                found.put(uuid, bytes.order(ByteOrder.nativeOrder()).getInt());
            }
            return found;
        } finally {
            library.vminfoListFree(list, count.getValue());
        }
    }

    /** The terminal on which the guest's console is. */
    public Path consoleOf(int domid) throws LibxlException {
        var path = new PointerByReference();
        check(library.primaryConsoleGetTty(context, domid, path), "find the console of domain " + domid);
        Pointer text = there(path.getValue(), "find the console of domain " + domid);
        try {
            return Path.of(text.getString(0, "UTF-8"));
        } finally {
            CLibrary.LIBRARY.free(text);
        }
    }

    /** What libxl understood of a configuration: the same, without what it does not know and what goes without saying. */
    public JsonNode understood(String config) throws LibxlException {
        try (var room = new ConfigRoom(this, config)) {
            return json(library.domainConfigToJson(context, room.memory()), "what it understood");
        }
    }

    // Domains

    /** Makes a domain with all its devices, its processors standing still; returns its number. */
    public int create(String config) throws LibxlException {
        var domid = new IntByReference(-1);
        try (var room = new ConfigRoom(this, config)) {
            check(library.domainCreateNew(context, room.memory(), domid, null, null), "build the domain");
        }
        return domid.getValue();
    }

    /** Gives a domain that asked for it fresh devices, its memory and processors staying; they stand still. */
    public void softReset(int domid, String config) throws LibxlException {
        try (var room = new ConfigRoom(this, config)) {
            check(library.domainSoftReset(context, room.memory(), domid, null, null), "reset domain " + domid);
        }
    }

    public void pause(int domid) throws LibxlException {
        check(library.domainPause(context, domid, null), "pause domain " + domid);
    }

    public void unpause(int domid) throws LibxlException {
        check(library.domainUnpause(context, domid, null), "unpause domain " + domid);
    }

    /** Asks the guest to switch itself off. */
    public void shutdown(int domid) throws LibxlException {
        check(library.domainShutdown(context, domid, null), "ask domain " + domid + " to shut down");
    }

    /** Asks the guest to restart itself. */
    public void reboot(int domid) throws LibxlException {
        check(library.domainReboot(context, domid, null), "ask domain " + domid + " to reboot");
    }

    /** Takes a domain away, with its devices. */
    public void destroy(int domid) throws LibxlException {
        int code = library.domainDestroy(context, domid, null);
        if (code != LibxlException.DOMAIN_NOTFOUND) {
            check(code, "destroy domain " + domid);
        }
    }

    /** A domain that stopped to be saved goes on, since it was not. */
    public void resume(int domid) throws LibxlException {
        check(library.domainResume(context, domid, 1, null), "let domain " + domid + " go on");
    }

    /** Sets what the guest's balloon should leave it. */
    public void setMemoryTarget(int domid, long kib) throws LibxlException {
        setMemoryTarget(domid, kib, true);
    }

    /** @param bound whether the domain can have no more from now on; if not, the most that it may have stays */
    void setMemoryTarget(int domid, long kib, boolean bound) throws LibxlException {
        check(
                library.setMemoryTarget(context, domid, kib, 0, bound ? 1 : 0),
                "set the memory target of domain " + domid);
    }

    /** The virtual processors of domains. */
    public LibxlProcessors processors() {
        return new LibxlProcessors(this);
    }

    /** Keys and buttons of guests. */
    public LibxlSignals signals() {
        return new LibxlSignals(this);
    }

    /** The host as a whole. */
    public LibxlHost host() {
        return new LibxlHost(this);
    }

    /** The drives and NICs of domains. */
    public LibxlDevices devices() {
        return new LibxlDevices(this);
    }

    /** Saving and bringing back. */
    public LibxlStreams streams() {
        return new LibxlStreams(this);
    }

    private void closeLog() {
        ToolLog.LIBRARY.destroy(logger);
        CLibrary.LIBRARY.fclose(stream);
    }

    @Override
    public void close() {
        library.ctxFree(context);
        hooks.close();
        closeLog();
    }
}
