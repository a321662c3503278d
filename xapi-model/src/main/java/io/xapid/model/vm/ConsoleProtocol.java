package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "console_protocol", doc = "The protocol a console speaks.")
public enum ConsoleProtocol implements WireEnum {
    VT100("vt100", "Text terminal."),
    RFB("rfb", "Remote frame buffer, as in VNC."),
    RDP("rdp", "Remote desktop protocol.");

    private final String wireName;
    private final String doc;

    ConsoleProtocol(String wireName, String doc) {
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
