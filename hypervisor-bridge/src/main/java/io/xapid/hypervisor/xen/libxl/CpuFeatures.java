package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which processor features there are for whom. libxl does not tell; the libraries below it do. */
public final class CpuFeatures {
    private static final int MOST_WORDS = 64;

    /** {@code XEN_SYSCTL_cpu_featureset_*} of Xen's {@code sysctl.h}. */
    private static final Map<String, Integer> SETS = Map.of("host", 1, "pv", 2, "hvm", 3);

    private interface Control extends Library {
        FunctionMapper NAMES = (library, method) -> switch (method.getName()) {
            case "open" -> "xc_interface_open";
            default -> "xc_interface_close";
        };

        @Nullable
        Pointer open(@Nullable Pointer logger, @Nullable Pointer buildLogger, int flags);

        int close(Pointer control);
    }

    private interface Guest extends Library {
        FunctionMapper NAMES = (library, method) -> "xc_get_cpu_featureset";

        int featureSet(Pointer control, int index, IntByReference count, int[] words);
    }

    private CpuFeatures() {}

    /**
     * CPUID words in hexadecimal with dashes between, by whose they are: {@code host}, {@code pv}, {@code hvm}.
     *
     * @param version Xen's, such as {@code 4.17}
     * @throws UnsatisfiedLinkError if the libraries of that version do not tell either
     */
    public static Map<String, String> ofVersion(String version) throws LibxlException {
        var library = Native.load(
                "libxenctrl.so." + version, Control.class, Map.of(Library.OPTION_FUNCTION_MAPPER, Control.NAMES));
        var guest = Native.load(
                "libxenguest.so." + version, Guest.class, Map.of(Library.OPTION_FUNCTION_MAPPER, Guest.NAMES));
        Pointer control = library.open(null, null, 0);
        if (control == null) {
            throw new LibxlException(0, "cannot ask Xen for features of processors");
        }
        try {
            var found = new LinkedHashMap<String, String>();
            for (var set : SETS.entrySet()) {
                found.put(set.getKey(), words(guest, control, set.getValue()));
            }
            return found;
        } finally {
            library.close(control);
        }
    }

    private static String words(Guest library, Pointer control, int index) throws LibxlException {
        var count = new IntByReference(MOST_WORDS);
        int[] words = new int[MOST_WORDS];
        if (library.featureSet(control, index, count, words) != 0) {
            throw new LibxlException(0, "Xen does not tell features of processors");
        }
        return Arrays.stream(words)
                .limit(Math.min(count.getValue(), MOST_WORDS))
                .mapToObj("%08x"::formatted)
                .collect(Collectors.joining("-"));
    }
}
