package io.xapid.server.host;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;

/** A call by nobody in particular. */
enum NoCall implements Call {
    INSTANCE;

    @Override
    public String message() {
        return "test";
    }

    @Override
    public Ref<?> session() {
        return Ref.none();
    }

    @Override
    public Ref<?> task() {
        return Ref.none();
    }

    @Override
    public String userName() {
        return "nobody";
    }

    @Override
    public boolean isSuperuser() {
        return true;
    }

    @Override
    public boolean may(String permission) {
        return true;
    }

    @Override
    public String clientAddress() {
        return "";
    }
}
