package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "host_display", doc = "Whether the physical display of a host shows its console.")
public enum HostDisplay implements WireEnum {
    ENABLED("enabled", "The display shows the console."),
    DISABLE_ON_REBOOT("disable_on_reboot", "On now, off after the next reboot."),
    DISABLED("disabled", "The display is not used."),
    ENABLE_ON_REBOOT("enable_on_reboot", "Off now, on after the next reboot.");

    private final String wireName;
    private final String doc;

    HostDisplay(String wireName, String doc) {
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
