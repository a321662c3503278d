package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vbd_operations", doc = "Actions that may be under way on a drive.")
public enum VbdOperation implements WireEnum {
    ATTACH("attach", "Attaching the drive."),
    EJECT("eject", "Taking the medium out."),
    INSERT("insert", "Putting a medium in."),
    PLUG("plug", "Plugging the drive into a running machine."),
    UNPLUG("unplug", "Unplugging the drive from a running machine."),
    UNPLUG_FORCE("unplug_force", "Unplugging the drive without asking the guest."),
    PAUSE("pause", "Holding back disk requests."),
    UNPAUSE("unpause", "Letting disk requests go on.");

    private final String wireName;
    private final String doc;

    VbdOperation(String wireName, String doc) {
        this.wireName = wireName;
        this.doc = doc;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return doc;
    }
}
