package io.xapid.model.storage;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "storage_operations", doc = "Actions that may be under way on a storage repository.")
public enum StorageOperation implements WireEnum {
    SCAN("scan", "Searching for disks."),
    DESTROY("destroy", "Destroying the repository."),
    FORGET("forget", "Dropping the record but keeping the data."),
    PLUG("plug", "Connecting a host."),
    UNPLUG("unplug", "Disconnecting a host."),
    UPDATE("update", "Refreshing the record."),
    VDI_CREATE("vdi_create", "Creating a disk."),
    VDI_INTRODUCE("vdi_introduce", "Registering an existing disk."),
    VDI_DESTROY("vdi_destroy", "Destroying a disk."),
    VDI_RESIZE("vdi_resize", "Resizing a disk."),
    VDI_CLONE("vdi_clone", "Cloning a disk."),
    VDI_SNAPSHOT("vdi_snapshot", "Taking a disk snapshot."),
    VDI_MIRROR("vdi_mirror", "Mirroring a disk."),
    VDI_ENABLE_CBT("vdi_enable_cbt", "Switching on change tracking of a disk."),
    VDI_DISABLE_CBT("vdi_disable_cbt", "Switching off change tracking of a disk."),
    VDI_DATA_DESTROY("vdi_data_destroy", "Deleting the data but keeping the change record."),
    VDI_LIST_CHANGED_BLOCKS("vdi_list_changed_blocks", "Comparing two disks by changed blocks."),
    VDI_SET_ON_BOOT("vdi_set_on_boot", "Setting the boot behaviour of a disk."),
    VDI_BLOCKED("vdi_blocked", "A disk is blocked for other actions."),
    VDI_COPY("vdi_copy", "Copying a disk."),
    VDI_FORCE_UNLOCK("vdi_force_unlock", "Breaking the lock of a disk."),
    VDI_FORGET("vdi_forget", "Dropping the record of a disk."),
    VDI_GENERATE_CONFIG("vdi_generate_config", "Producing configuration for a disk."),
    VDI_RESIZE_ONLINE("vdi_resize_online", "Resizing a disk in use."),
    VDI_UPDATE("vdi_update", "Refreshing the record of a disk."),
    VDI_REVERT("vdi_revert", "Returning a disk to a snapshot."),
    PBD_CREATE("pbd_create", "Creating a host connection."),
    PBD_DESTROY("pbd_destroy", "Removing a host connection.");

    private final String wireName;
    private final String doc;

    StorageOperation(String wireName, String doc) {
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
