package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vmpp_backup_frequency", doc = "How often a protection policy takes backups.")
public enum BackupFrequency implements WireEnum {
    HOURLY("hourly", "Once an hour."),
    DAILY("daily", "Once a day."),
    WEEKLY("weekly", "Once a week.");

    private final String wireName;
    private final String doc;

    BackupFrequency(String wireName, String doc) {
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
