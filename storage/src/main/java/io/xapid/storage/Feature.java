package io.xapid.storage;

/** What a backend can do. The names are those that XenAPI clients know as capabilities. */
public enum Feature {
    SR_CREATE,
    SR_DELETE,
    SR_ATTACH,
    SR_DETACH,
    SR_SCAN,
    SR_UPDATE,
    SR_STATS,
    VDI_CREATE,
    VDI_INTRODUCE,
    VDI_DELETE,
    VDI_ATTACH,
    VDI_DETACH,
    VDI_UPDATE,
    VDI_RESIZE,
    VDI_CLONE,
    VDI_SNAPSHOT,
    /** Virtual disks may be larger than 2 TiB. */
    LARGE_VDI,
    /** A volume takes the space its content needs, not its virtual size. */
    THIN_PROVISIONING
}
