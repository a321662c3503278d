package io.xapid.server.storage;

import io.xapid.model.access.Session;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;

/** Some messages only tell what a storage driver has seen: they are for sessions that serve one repository. */
final class DriverSession {
    private static final String SERVES = "_sm_session";

    private DriverSession() {}

    /** @throws SessionFailure.PermissionDenied when the caller is not the driver of that repository */
    static void require(Lookup state, Call call, Ref<Sr> sr) {
        Row<Session> session = state.get(Session.CLASS, call.session().as());
        if (session == null
                || !sr.value().equals(session.get(Session.OTHER_CONFIG).get(SERVES))) {
            throw new SessionFailure.PermissionDenied("");
        }
    }
}
