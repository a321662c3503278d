package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vmpp_archive_frequency", doc = "How often a protection policy archives its backups.")
public enum ArchiveFrequency implements WireEnum {
    NEVER("never", "Backups are not archived."),
    ALWAYS_AFTER_BACKUP("always_after_backup", "After each backup."),
    DAILY("daily", "Once a day."),
    WEEKLY("weekly", "Once a week.");

    private final String wireName;
    private final String doc;

    ArchiveFrequency(String wireName, String doc) {
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
