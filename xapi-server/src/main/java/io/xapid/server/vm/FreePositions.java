package io.xapid.server.vm;

import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Positions of a VM at which another drive or interface could be added. */
final class FreePositions {
    private static final int MOST_INTERFACES = 16;
    private static final int MOST_DRIVES = 255;
    private static final Pattern LIMIT = Pattern.compile("property=\"number-of-(vbds|vifs)\"[^>]*?max=\"(\\d{1,4})\"");
    private static final int LONGEST_ADVICE = 16 * 1024;

    private FreePositions() {}

    static List<String> ofDrives(Lookup state, Row<Vm> vm) {
        DriveNames.Room room = DriveNames.Room.of(vm);
        List<String> words = vm.get(Vm.VBDS).stream()
                .flatMap(ref -> Stream.ofNullable(state.get(Vbd.CLASS, ref)))
                .map(vbd -> vbd.get(Vbd.USERDEVICE))
                .toList();
        Set<Integer> taken = DriveNames.positions(words, room);
        int most = advised(vm, "vbds", MOST_DRIVES);
        return room.positions()
                .limit(most)
                .filter(at -> !taken.contains(at))
                .mapToObj(String::valueOf)
                .toList();
    }

    static List<String> ofInterfaces(Lookup state, Row<Vm> vm) {
        var taken = new HashSet<String>();
        vm.get(Vm.VIFS)
                .forEach(ref ->
                        Stream.ofNullable(state.get(Vif.CLASS, ref)).forEach(vif -> taken.add(vif.get(Vif.DEVICE))));
        return IntStream.range(0, advised(vm, "vifs", MOST_INTERFACES))
                .mapToObj(String::valueOf)
                .filter(at -> !taken.contains(at))
                .toList();
    }

    /** The limit that the VM's recommendations name. They are advice, so what cannot be read is passed over. */
    private static int advised(Row<Vm> vm, String what, int most) {
        String advice = vm.get(Vm.RECOMMENDATIONS);
        if (advice.length() > LONGEST_ADVICE) {
            return most;
        }
        Matcher limit = LIMIT.matcher(advice);
        while (limit.find()) {
            if (limit.group(1).equals(what)) {
                return Math.min(most, Integer.parseInt(limit.group(2)));
            }
        }
        return most;
    }
}
