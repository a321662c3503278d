package io.xapid.server.host;

import io.xapid.hypervisor.PhysicalHost;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostCpu;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows of classes host, host_cpu and host_metrics that describe this host. */
final class HostRows {
    private static final List<String> GUEST_PLATFORMS = List.of("0", "1", "2");

    private final Machine machine;
    private final BridgeFacts bridge;
    private final String networkBackend;

    /** @param networkBackend one word for how guests are connected */
    HostRows(Machine machine, BridgeFacts bridge, String networkBackend) {
        this.machine = machine;
        this.bridge = bridge;
        this.networkBackend = networkBackend;
    }

    /** Makes the host's rows, or writes what has changed since. */
    Ref<Host> write(Transaction transaction, UUID uuid, String address) {
        Ref<Host> host = find(transaction, uuid);
        if (host.isNull()) {
            if (!transaction.table(Pool.CLASS).rows().isEmpty()) {
                throw new IllegalStateException("this host is in the pool no more");
            }
            host = observed(address).with(initial(uuid)).insert(transaction);
        } else {
            observed(address).update(transaction, host);
            noteStart(transaction, host);
        }
        writeMetrics(transaction, host);
        writeProcessors(transaction, host);
        return host;
    }

    static Ref<Host> find(Transaction transaction, UUID uuid) {
        return transaction.table(Host.CLASS).rows().stream()
                .filter(row -> row.get(Host.UUID).equals(uuid.toString()))
                .map(Row::ref)
                .findFirst()
                .orElse(Ref.none());
    }

    /** What an operator may change later, and what is so once for all. */
    private Draft<Host> initial(UUID uuid) {
        return new Draft<>(Host.CLASS)
                .with(Host.UUID, uuid.toString())
                .with(Host.NAME_LABEL, machine.hostname())
                .with(Host.NAME_DESCRIPTION, "")
                .with(Host.ENABLED, true)
                .with(Host.LICENSE_PARAMS, Licence.parameters())
                .with(Host.EDITION, Licence.EDITION)
                .with(Host.EDITIONS, List.of(Licence.EDITION))
                .with(Host.SSL_LEGACY, false)
                .with(Host.LOGGING, Map.of())
                .with(Host.ISCSI_IQN, "iqn.2026-11.io.xapid:" + uuid.toString().substring(0, 8))
                .with(Host.OTHER_CONFIG, times(Map.of()));
    }

    private Draft<Host> observed(String address) {
        return new Draft<>(Host.CLASS)
                .with(Host.HOSTNAME, machine.hostname())
                .with(Host.ADDRESS, address)
                .with(Host.API_VERSION_MAJOR, Product.API_MAJOR)
                .with(Host.API_VERSION_MINOR, Product.API_MINOR)
                .with(Host.API_VERSION_VENDOR, Product.API_VENDOR)
                .with(Host.API_VERSION_VENDOR_IMPLEMENTATION, Map.of())
                .with(Host.SOFTWARE_VERSION, softwareVersion())
                .with(Host.VIRTUAL_HARDWARE_PLATFORM_VERSIONS, platforms())
                .with(Host.CAPABILITIES, bridge.guestKinds())
                .with(Host.SUPPORTED_BOOTLOADERS, bridge.bootloaders())
                .with(Host.CPU_INFO, cpuInfo())
                .with(Host.CPU_CONFIGURATION, Map.of())
                .with(Host.BIOS_STRINGS, biosStrings())
                .with(Host.CHIPSET_INFO, Map.of("iommu", String.valueOf(machine.hasIommu())))
                .with(Host.SECURE_BOOT, machine.hasSecureBoot())
                .with(Host.TIMEZONE, machine.timezone())
                .with(Host.MEMORY_OVERHEAD, machine.memoryOfHypervisorBytes())
                .with(
                        Host.SCHED_POLICY,
                        machine.below().map(PhysicalHost::scheduler).orElse(""))
                .with(Host.BOOT_FREE_MEM, machine.memoryFreeBytes());
    }

    private void noteStart(Transaction transaction, Ref<Host> host) {
        Row<Host> row = transaction.get(Host.CLASS, host);
        if (row != null) {
            transaction.set(Host.CLASS, host, Host.OTHER_CONFIG, times(row.get(Host.OTHER_CONFIG)));
        }
    }

    private Map<String, String> times(Map<String, String> otherConfig) {
        var config = new HashMap<>(otherConfig);
        config.put("boot_time", seconds(machine.bootTime().getEpochSecond()));
        config.put("agent_start_time", seconds(machine.now().getEpochSecond()));
        return config;
    }

    /** Clients parse these as floating-point seconds. */
    private static String seconds(long epoch) {
        return epoch + ".";
    }

    private Map<String, String> softwareVersion() {
        String version = Product.version();
        var versions = new TreeMap<String, String>();
        versions.put("product_brand", Product.NAME);
        versions.put("product_version", Product.PLATFORM_LEVEL);
        versions.put(
                "product_version_text", "%s %s, API level %s".formatted(Product.NAME, version, Product.PLATFORM_LEVEL));
        versions.put("product_version_text_short", Product.PLATFORM_LEVEL);
        versions.put("platform_name", "XCP");
        versions.put("platform_version", Product.PLATFORM_VERSION);
        versions.put("build_number", version);
        versions.put("xapi", Product.MODEL_LEVEL.replaceAll("\\.[^.]*$", ""));
        versions.put("xapi_build", Product.MODEL_LEVEL);
        versions.put("db_schema", Product.DATABASE_SCHEMA);
        versions.put("network_backend", networkBackend);
        versions.put("linux", machine.kernelRelease());
        versions.put("hostname", machine.hostname());
        versions.put("hypervisor", bridge.name());
        versions.put(bridge.name(), bridge.version());
        versions.put("accelerator", bridge.accelerator());
        versions.put(Product.NAME, version);
        return versions;
    }

    private static List<Long> platforms() {
        return GUEST_PLATFORMS.stream().map(Long::valueOf).toList();
    }

    private Map<String, String> cpuInfo() {
        List<Processor> processors = machine.processors();
        var info = new TreeMap<String, String>();
        info.put("cpu_count", String.valueOf(processors.size()));
        info.put("socket_count", String.valueOf(sockets(processors)));
        if (!processors.isEmpty()) {
            Processor first = processors.get(0);
            info.put("vendor", first.vendor());
            info.put("modelname", first.modelName());
            info.put("speed", String.valueOf(first.megahertz()));
            info.put("family", String.valueOf(first.family()));
            info.put("model", String.valueOf(first.model()));
            info.put("stepping", first.stepping());
            info.put("flags", first.flags());
            info.putAll(features(first));
        }
        return info;
    }

    /** By the names that clients know: what the host has, and what guests of each kind can be given. */
    private Map<String, String> features(Processor processor) {
        Map<String, String> told = machine.processorFeatures();
        String host = told.getOrDefault("host", CpuFeatureWords.of(processor.flags()));
        var features = new HashMap<String, String>();
        features.put("features", host);
        Stream.of("pv", "hvm").filter(told::containsKey).forEach(kind -> {
            features.put("features_" + kind, told.get(kind));
            features.put("features_" + kind + "_host", told.get(kind));
        });
        return features;
    }

    private static long sockets(List<Processor> processors) {
        return processors.stream().map(Processor::socket).distinct().count();
    }

    /** Clients show these; a machine without firmware tables still says so much. */
    private Map<String, String> biosStrings() {
        var strings = new TreeMap<>(machine.biosStrings());
        strings.putIfAbsent("system-manufacturer", "");
        strings.putIfAbsent("system-product-name", "");
        return strings;
    }

    private void writeMetrics(Transaction transaction, Ref<Host> host) {
        Draft<HostMetrics> draft = new Draft<>(HostMetrics.CLASS)
                .with(HostMetrics.LIVE, true)
                .with(HostMetrics.MEMORY_TOTAL, machine.memoryTotalBytes())
                .with(HostMetrics.MEMORY_FREE, machine.memoryFreeBytes())
                .with(HostMetrics.LAST_UPDATED, transaction.now());
        Row<Host> row = transaction.get(Host.CLASS, host);
        if (row == null || row.get(Host.METRICS).isNull()) {
            transaction.set(Host.CLASS, host, Host.METRICS, draft.insert(transaction));
        } else {
            draft.update(transaction, row.get(Host.METRICS));
        }
    }

    private void writeProcessors(Transaction transaction, Ref<Host> host) {
        var known = new HashMap<Long, Row<HostCpu>>();
        transaction.table(HostCpu.CLASS).rows().stream()
                .filter(row -> row.get(HostCpu.HOST).equals(host))
                .forEach(row -> known.put(row.get(HostCpu.NUMBER), row));
        for (Processor processor : machine.processors()) {
            Row<HostCpu> row = known.remove((long) processor.number());
            Draft<HostCpu> draft = processor(host, processor);
            if (row == null) {
                draft.insert(transaction);
            } else {
                draft.update(transaction, row.ref());
            }
        }
        known.values().forEach(gone -> transaction.delete(HostCpu.CLASS, gone.ref()));
    }

    private static Draft<HostCpu> processor(Ref<Host> host, Processor processor) {
        return new Draft<>(HostCpu.CLASS)
                .with(HostCpu.HOST, host)
                .with(HostCpu.NUMBER, (long) processor.number())
                .with(HostCpu.VENDOR, processor.vendor())
                .with(HostCpu.SPEED, processor.megahertz())
                .with(HostCpu.MODELNAME, processor.modelName())
                .with(HostCpu.FAMILY, (long) processor.family())
                .with(HostCpu.MODEL, (long) processor.model())
                .with(HostCpu.STEPPING, processor.stepping())
                .with(HostCpu.FLAGS, processor.flags())
                .with(HostCpu.FEATURES, CpuFeatureWords.of(processor.flags()));
    }
}
