package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "bond_mode", doc = "How the members of a bond share the traffic.")
public enum BondMode implements WireEnum {
    BALANCE_SLB("balance-slb", "Spread traffic by source address."),
    ACTIVE_BACKUP("active-backup", "One member carries traffic, the rest stand by."),
    LACP("lacp", "Aggregate links with the switch through LACP.");

    private final String wireName;
    private final String doc;

    BondMode(String wireName, String doc) {
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
