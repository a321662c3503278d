package io.xapid.model.storage;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vdi_operations", doc = "Actions that may be under way on a disk.")
public enum VdiOperation implements WireEnum {
    CLONE("clone", "Making a fast copy."),
    COPY("copy", "Making a full copy."),
    RESIZE("resize", "Changing the size."),
    RESIZE_ONLINE("resize_online", "Changing the size while in use."),
    SNAPSHOT("snapshot", "Taking a snapshot."),
    MIRROR("mirror", "Mirroring to another place."),
    DESTROY("destroy", "Destroying the disk."),
    FORGET("forget", "Dropping the record but keeping the data."),
    UPDATE("update", "Refreshing the record."),
    FORCE_UNLOCK("force_unlock", "Breaking the lock."),
    GENERATE_CONFIG("generate_config", "Producing configuration."),
    ENABLE_CBT("enable_cbt", "Switching on change tracking."),
    DISABLE_CBT("disable_cbt", "Switching off change tracking."),
    DATA_DESTROY("data_destroy", "Deleting the data but keeping the change record."),
    LIST_CHANGED_BLOCKS("list_changed_blocks", "Listing blocks that differ."),
    SET_ON_BOOT("set_on_boot", "Setting the boot behaviour."),
    BLOCKED("blocked", "Other actions are blocked."),
    REVERT_TO("revert_to", "Bringing back the content of this snapshot."),
    REVERT_FROM("revert_from", "Giving up this content for that of a snapshot.");

    private final String wireName;
    private final String doc;

    VdiOperation(String wireName, String doc) {
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
