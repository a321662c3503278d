package io.xapid.server.vm;

import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;

/** What a guest costs its host beyond its own memory, and in which order its limits must stand. */
final class MemoryModel {
    private static final long PAGES_PER_MIB = 256;
    private static final long XEN_PAGES_PER_VCPU = 38;
    private static final long SHADOW_PAGES_PER_VCPU = 256;
    private static final long SHADOW_PAGES_PER_MIB = 2;
    private static final long SHIM_MIB = 23;
    private static final long SHIM_SHARE = 90;
    private static final int VCPUS_TO_ALLOW_FOR = 64;

    private MemoryModel() {}

    static long mib(long bytes) {
        return bytes >> 20;
    }

    static long bytes(long mib) {
        return mib << 20;
    }

    /** Bytes of {@code VM.memory_overhead}. */
    static long overhead(Row<Vm> vm) {
        return overhead(
                VmView.typeOf(vm),
                vm.get(Vm.MEMORY_STATIC_MAX),
                vm.get(Vm.VCPUS_MAX),
                vm.get(Vm.HVM_SHADOW_MULTIPLIER));
    }

    /** Bytes as counted when a host is checked for room. */
    static long overheadAtStart(Row<Vm> vm) {
        DomainType type = VmView.typeOf(vm);
        double multiplier = type == DomainType.PV ? 1.0 : vm.get(Vm.HVM_SHADOW_MULTIPLIER);
        return overhead(type, vm.get(Vm.MEMORY_STATIC_MAX), vm.get(Vm.VCPUS_MAX), multiplier);
    }

    /** Bytes a host must have free to start the VM. */
    static long neededAtStart(Row<Vm> vm) {
        long target = VmView.typeOf(vm) == DomainType.PV_IN_PVH
                ? vm.get(Vm.MEMORY_STATIC_MAX)
                : vm.get(Vm.MEMORY_DYNAMIC_MIN);
        return target + overheadAtStart(vm);
    }

    static long overhead(DomainType type, long staticMaxBytes, long vcpus, double shadowMultiplier) {
        long staticMax = mib(staticMaxBytes);
        long inside = type == DomainType.PV ? 0 : 1;
        long outside = 1;
        long xen = roundedUp(XEN_PAGES_PER_VCPU * vcpus);
        long shim = type == DomainType.PV_IN_PVH ? SHIM_MIB + staticMax / SHIM_SHARE : 0;
        long shadowPages = SHADOW_PAGES_PER_VCPU * vcpus + SHADOW_PAGES_PER_MIB * staticMax;
        long shadow = Math.max(1, (long) Math.floor(shadowMultiplier * roundedUp(shadowPages)));
        return bytes(inside + outside + xen + shim + shadow);
    }

    /**
     * The largest static maximum, in bytes, that fits into {@code total} bytes together with its overhead.
     *
     * @param approximately whether to leave room for more processors, so that the answer stays true when some are added
     */
    static long largestFitting(Row<Vm> vm, long total, boolean approximately) {
        DomainType type = VmView.typeOf(vm);
        long vcpus = approximately ? Math.max(vm.get(Vm.VCPUS_MAX), VCPUS_TO_ALLOW_FOR) : vm.get(Vm.VCPUS_MAX);
        double multiplier = vm.get(Vm.HVM_SHADOW_MULTIPLIER);
        long fits = 0;
        long tooMuch = mib(Math.max(0, total)) + 1;
        while (tooMuch - fits > 1) {
            long middle = fits + (tooMuch - fits) / 2;
            if (bytes(middle) + overhead(type, bytes(middle), vcpus, multiplier) <= total) {
                fits = middle;
            } else {
                tooMuch = middle;
            }
        }
        return bytes(fits);
    }

    /** The four limits of a VM, in bytes. */
    record Limits(long staticMin, long dynamicMin, long dynamicMax, long staticMax) {
        static Limits of(Row<Vm> vm) {
            return new Limits(
                    vm.get(Vm.MEMORY_STATIC_MIN),
                    vm.get(Vm.MEMORY_DYNAMIC_MIN),
                    vm.get(Vm.MEMORY_DYNAMIC_MAX),
                    vm.get(Vm.MEMORY_STATIC_MAX));
        }

        Limits withStaticMin(long bytes) {
            return new Limits(bytes, dynamicMin, dynamicMax, staticMax);
        }

        Limits withStaticMax(long bytes) {
            return new Limits(staticMin, dynamicMin, dynamicMax, bytes);
        }

        Limits withDynamic(long min, long max) {
            return new Limits(staticMin, min, max, staticMax);
        }

        void write(Transaction transaction, Row<Vm> vm) {
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_STATIC_MIN, staticMin);
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_DYNAMIC_MIN, dynamicMin);
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_DYNAMIC_MAX, dynamicMax);
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_STATIC_MAX, staticMax);
        }

        /** Checks them for a VM of this kind, as its documented failures tell. */
        void check(VmView vm) {
            if (vm.row().get(Vm.IS_CONTROL_DOMAIN)) {
                checkPinned("control domain");
            } else if (vm.hasNestedVirt()) {
                checkPinned("nested virt");
            } else if (!areInOrder()) {
                throw new VmBootFailure.MemoryConstraintViolationOrder();
            }
        }

        boolean areInOrder() {
            return staticMin >= 0 && staticMin <= dynamicMin && dynamicMin <= dynamicMax && dynamicMax <= staticMax;
        }

        private void checkPinned(String why) {
            if (staticMin < 0 || staticMin > dynamicMin || dynamicMin != dynamicMax || dynamicMax != staticMax) {
                throw new VmBootFailure.MemoryConstraintViolationMaxpin(why);
            }
        }
    }

    private static long roundedUp(long pages) {
        return (pages + PAGES_PER_MIB - 1) / PAGES_PER_MIB;
    }
}
