package io.xapid.model.storage;

import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.DUNDEE;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "LVHD",
        since = DUNDEE,
        doc = "Operations for repositories on LVM with VHD disks.",
        messages = LvhdMessages.class,
        traits = NO_GET_ALL)
public final class Lvhd {
    private static final FieldFactory<Lvhd> define = new FieldFactory<>("LVHD", DUNDEE);

    // Identity
    public static final Field<Lvhd, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));

    /** The class as a whole. */
    public static final ClassDef<Lvhd> CLASS = define.complete(Lvhd.class);

    private Lvhd() {}
}
