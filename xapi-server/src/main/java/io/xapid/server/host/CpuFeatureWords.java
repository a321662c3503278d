package io.xapid.server.host;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a processor's features as XenAPI clients compare them: CPUID words in hexadecimal, joined by dashes.
 *
 * <p>The words are leaf 1 EDX and ECX, leaf 0x80000001 EDX and ECX, and leaf 7 EBX, ECX and EDX, made from Linux's names.
 * Bits that Linux has no name for read as 0.
 */
final class CpuFeatureWords {
    /** Names by bit, from 0; a dash where Linux names none. */
    private static final List<String> WORDS = List.of(
            "fpu vme de pse tsc msr pae mce cx8 apic - sep mtrr pge mca cmov pat pse36 pn clflush - dts acpi mmx fxsr sse"
                    + " sse2 ss ht tm ia64 pbe",
            "pni pclmulqdq dtes64 monitor ds_cpl vmx smx est tm2 ssse3 cid sdbg fma cx16 xtpr pdcm - pcid dca sse4_1"
                    + " sse4_2 x2apic movbe popcnt tsc_deadline_timer aes xsave - avx f16c rdrand hypervisor",
            "- - - - - - - - - - - syscall - - - - - - - mp nx - mmxext - - fxsr_opt pdpe1gb rdtscp - lm 3dnowext 3dnow",
            "lahf_lm cmp_legacy svm extapic cr8_legacy abm sse4a misalignsse 3dnowprefetch osvw ibs xop skinit wdt - lwp"
                    + " fma4 tce - nodeid_msr - tbm topoext perfctr_core perfctr_nb - bpext ptsc perfctr_llc mwaitx",
            "fsgsbase tsc_adjust sgx bmi1 hle avx2 - smep bmi2 erms invpcid rtm cqm - mpx rdt_a avx512f avx512dq rdseed"
                    + " adx smap avx512ifma - clflushopt clwb intel_pt avx512pf avx512er avx512cd sha_ni avx512bw"
                    + " avx512vl",
            "- avx512vbmi umip pku ospke waitpkg avx512_vbmi2 - gfni vaes vpclmulqdq avx512_vnni avx512_bitalg tme"
                    + " avx512_vpopcntdq - la57 - - - - - rdpid - bus_lock_detect cldemote - movdiri movdir64b enqcmd"
                    + " sgx_lc -",
            "- - avx512_4vnniw avx512_4fmaps fsrm - - - avx512_vp2intersect - md_clear - - - serialize - tsxldtrk - pconfig"
                    + " arch_lbr ibt - amx_bf16 avx512_fp16 amx_tile amx_int8 - - flush_l1d arch_capabilities - -");

    private CpuFeatureWords() {}

    static String of(String flags) {
        Set<String> present = new HashSet<>(Arrays.asList(flags.split(" ")));
        return WORDS.stream()
                .map(names -> "%08x".formatted(word(names.split(" "), present)))
                .collect(Collectors.joining("-"));
    }

    private static int word(String[] names, Set<String> present) {
        int word = 0;
        for (int bit = 0; bit < names.length; bit++) {
            if (present.contains(names[bit])) {
                word |= 1 << bit;
            }
        }
        return word;
    }
}
