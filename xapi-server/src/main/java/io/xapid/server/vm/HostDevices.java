package io.xapid.server.vm;

import io.xapid.hypervisor.PciAddress;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Devices of the host that a VM is to have, as administrators write them: {@code other_config:pci} is a list such as
 * {@code 0/0000:3b:00.0,1/0000:3b:00.1}. The number before the slash says which comes first.
 */
final class HostDevices {
    private static final String KEY = "pci";
    private static final Pattern ENTRY = Pattern.compile("(?:([0-9]{1,3})/)?([0-9a-fA-F:.]{7,12})");
    private static final int MOST = 32;

    private HostDevices() {}

    private record Entry(int order, PciAddress device) {}

    /** @throws CallFailure.InvalidValue if it is no such list */
    static List<PciAddress> of(Row<Vm> vm) {
        String text = vm.get(Vm.OTHER_CONFIG).getOrDefault(KEY, "").strip();
        if (text.isEmpty()) {
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        for (String word : text.split(",", MOST + 2)) {
            entries.add(entry(text, word.strip()));
        }
        if (entries.size() > MOST) {
            throw invalid(text, "There are more than " + MOST + ".");
        }
        entries.sort(Comparator.comparingInt(Entry::order));
        List<PciAddress> devices = entries.stream().map(Entry::device).toList();
        if (devices.stream().distinct().count() < devices.size()) {
            throw invalid(text, "A device is named twice.");
        }
        return devices;
    }

    private static Entry entry(String text, String word) {
        Matcher parts = ENTRY.matcher(word);
        if (parts.matches()) {
            try {
                int order = parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1));
                return new Entry(order, PciAddress.of(parts.group(2)));
            } catch (IllegalArgumentException e) {
                throw invalid(text, "It is a list of PCI addresses such as 0/0000:3b:00.0.");
            }
        }
        throw invalid(text, "It is a list of PCI addresses such as 0/0000:3b:00.0.");
    }

    private static CallFailure.InvalidValue invalid(String text, String why) {
        return new CallFailure.InvalidValue("other_config:" + KEY, text, why);
    }
}
