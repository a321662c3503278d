package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@XenClass(name = "VM_metrics", since = RIO, doc = "What the host knows about a VM's present run.")
public final class VmMetrics {
    private static final FieldFactory<VmMetrics> define =
            new FieldFactory<VmMetrics>("VM_metrics", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<VmMetrics, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<VmMetrics, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Extra settings and notes by key.",
            since(ORLANDO),
            optional(),
            clearedAtStart());

    // Life
    public static final Field<VmMetrics, Instant> START_TIME =
            define.serverOnly("start_time", DATETIME, "When it was last started, UTC; epoch if never.");
    public static final Field<VmMetrics, Instant> INSTALL_TIME =
            define.serverOnly("install_time", DATETIME, "When it was created, UTC.");
    public static final Field<VmMetrics, Instant> LAST_UPDATED =
            define.serverOnly("last_updated", DATETIME, "When this record last changed, UTC.", clearedAtStart());
    public static final Field<VmMetrics, List<String>> STATE = define.serverOnly(
            "state", STRING_SET, "Scheduler state flags, such as running or blocked.", clearedAtStart());

    // Mode
    public static final Field<VmMetrics, DomainType> CURRENT_DOMAIN_TYPE = define.serverOnly(
            "current_domain_type",
            enumOf(DomainType.class),
            "Virtualisation mode in use; unspecified without a domain.",
            prototyped(JURA),
            since(KOLKATA),
            defaultsTo(DomainType.UNSPECIFIED));
    public static final Field<VmMetrics, Boolean> HVM = define.serverOnly(
            "hvm", BOOL, "True if it runs with full hardware virtualisation.", since(ELY), clearedAtStart());
    public static final Field<VmMetrics, Boolean> NESTED_VIRT = define.serverOnly(
            "nested_virt", BOOL, "True if the guest can itself run virtual machines.", since(ELY), clearedAtStart());
    public static final Field<VmMetrics, Boolean> NOMIGRATE = define.serverOnly(
            "nomigrate",
            BOOL,
            "True if it cannot be suspended or moved during this run.",
            since(ELY),
            clearedAtStart());

    // Memory
    public static final Field<VmMetrics, Long> MEMORY_ACTUAL =
            define.serverOnly("memory_actual", INT, "Bytes the guest holds now.", clearedAtStart());
    public static final Field<VmMetrics, Boolean> NUMA_OPTIMISED = define.setAtCreation(
            "numa_optimised",
            BOOL,
            "True if its memory was placed on as few NUMA nodes as possible.",
            prototyped(V26_2_0),
            optional());
    public static final Field<VmMetrics, Long> NUMA_NODES = define.setAtCreation(
            "numa_nodes", INT, "Number of NUMA nodes its memory lies on.", prototyped(V26_2_0), optional());
    public static final Field<VmMetrics, Map<Long, Long>> NUMA_NODE_MEMORY = define.serverOnly(
            "numa_node_memory", map(INT, INT), "Bytes held on each NUMA node, by node number.", prototyped(V26_2_0));

    // CPU
    public static final Field<VmMetrics, Long> VCPUS_NUMBER =
            define.serverOnly("VCPUs_number", INT, "Virtual CPUs online now.");
    public static final Field<VmMetrics, Map<Long, Double>> VCPUS_UTILISATION = define.serverOnly(
            "VCPUs_utilisation",
            map(INT, FLOAT),
            "Load per virtual CPU as a fraction from 0 to 1.",
            deprecated(TAMPA),
            removed(TAMPA),
            clearedAtStart());
    public static final Field<VmMetrics, Map<Long, Long>> VCPUS_CPU =
            define.serverOnly("VCPUs_CPU", map(INT, INT), "Physical CPU that runs each virtual CPU.", clearedAtStart());
    public static final Field<VmMetrics, Map<String, String>> VCPUS_PARAMS =
            define.serverOnly("VCPUs_params", STRING_MAP, "Scheduler settings in force.", clearedAtStart());
    public static final Field<VmMetrics, Map<Long, List<String>>> VCPUS_FLAGS = define.serverOnly(
            "VCPUs_flags",
            map(INT, STRING_SET),
            "State flags per virtual CPU, such as blocked or running.",
            clearedAtStart());

    /** The class as a whole. */
    public static final ClassDef<VmMetrics> CLASS = define.complete(VmMetrics.class);

    private VmMetrics() {}
}
