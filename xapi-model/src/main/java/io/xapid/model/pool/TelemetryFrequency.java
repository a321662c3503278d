package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "telemetry_frequency", doc = "How often telemetry is collected.")
public enum TelemetryFrequency implements WireEnum {
    DAILY("daily", "Once a day."),
    WEEKLY("weekly", "Once a week."),
    MONTHLY("monthly", "Once a month.");

    private final String wireName;
    private final String doc;

    TelemetryFrequency(String wireName, String doc) {
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
