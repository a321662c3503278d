package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Snapshot;
import java.util.List;

/** Names that stand for no message of a class: what there is, whether anyone is there, and what nobody knows. */
final class SystemMessages {
    private static final String IS_ALIVE = "system.isAlive";
    private static final String EXTENSION = "host.call_extension";

    private final Endpoints endpoints;
    private final Sessions sessions;
    private final Permissions permissions;

    SystemMessages(Endpoints endpoints, Sessions sessions, Permissions permissions) {
        this.endpoints = endpoints;
        this.sessions = sessions;
        this.permissions = permissions;
    }

    Reply answer(WireCall call, Snapshot state) {
        String method = call.method();
        List<Object> parameters = call.parameters();
        if (method.equals("system.listMethods")) {
            if (!parameters.isEmpty()) {
                throw new CallFailure.MessageParameterCountMismatch(method, 0, parameters.size());
            }
            return new Reply.Bare(XenType.STRING_SET, endpoints.published(), state);
        }
        if (method.equals(IS_ALIVE) || method.startsWith(IS_ALIVE + ":")) {
            if (parameters.isEmpty()) {
                throw new CallFailure.MessageParameterCountMismatch(IS_ALIVE, 1, 0);
            }
            return echo(parameters.get(0), state);
        }
        if (!parameters.isEmpty()) {
            refuseExtension(parameters.get(0));
        }
        throw new CallFailure.MessageMethodUnknown(method);
    }

    /** An unknown name might be an extension's, so who may not call those is told that first. */
    private void refuseExtension(Object session) {
        if (!(session instanceof String reference)) {
            throw new CallFailure.FieldTypeError("session_id");
        }
        permissions.require(sessions.require(reference), EXTENSION);
    }

    private static Reply echo(Object value, Snapshot state) {
        if (value instanceof String text) {
            return new Reply.Success(XenType.STRING, text, state);
        }
        if (value instanceof Long number) {
            return new Reply.Success(XenType.INT, number, state);
        }
        if (value instanceof Double number) {
            return new Reply.Success(XenType.FLOAT, number, state);
        }
        if (value instanceof Boolean truth) {
            return new Reply.Success(XenType.BOOL, truth, state);
        }
        if (value instanceof WireCall.WireDate date) {
            return new Reply.Success(XenType.STRING, date.text(), state);
        }
        throw new CallFailure.FieldTypeError("value");
    }
}
