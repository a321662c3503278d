package io.xapid.model.storage;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "image_format_type", doc = "The file formats a storage driver keeps disks in.")
public enum ImageFormat implements WireEnum {
    RAW("raw", "Plain bytes without any header."),
    VHD("vhd", "Virtual hard disk format."),
    QCOW2("qcow2", "QEMU copy-on-write format.");

    private final String wireName;
    private final String doc;

    ImageFormat(String wireName, String doc) {
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
