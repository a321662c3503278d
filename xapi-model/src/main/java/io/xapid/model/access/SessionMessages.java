package io.xapid.model.access;

import static io.xapid.model.meta.Message.Trait.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.*;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.PoolFailure;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class session. */
public interface SessionMessages {

    @Message(
            since = RIO,
            role = READ_ONLY,
            doc = "Opens a session with user name and password.",
            fails = {SessionFailure.AuthenticationFailed.class, PoolFailure.HostIsSlave.class},
            traits = {SYNCHRONOUS, NO_SESSION, LOCAL})
    default CompletionStage<Ref<Session>> loginWithPassword(
            Call call,
            String uname,
            String pwd,
            @Param(orElse = "1.1", since = MIAMI) String version,
            @Param(orElse = "", since = CLEARWATER) String originator) {
        throw new CallFailure.NotImplemented("session.login_with_password");
    }

    @Message(
            since = RIO,
            role = READ_ONLY,
            doc = "Closes this session and cancels what depends on it.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> logout(Call call) {
        throw new CallFailure.NotImplemented("session.logout");
    }

    @Message(
            since = RIO,
            role = LOCAL_ROOT,
            doc = "Changes the password of the local root account.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> changePassword(Call call, String oldPwd, String newPwd) {
        throw new CallFailure.NotImplemented("session.change_password");
    }

    @Message(
            since = MIAMI,
            role = POOL_ADMIN,
            doc = "Opens an emergency session on a supporter with a password.",
            traits = {SYNCHRONOUS, NO_SESSION, EMERGENCY})
    default CompletionStage<Ref<Session>> slaveLocalLoginWithPassword(Call call, String uname, String pwd) {
        throw new CallFailure.NotImplemented("session.slave_local_login_with_password");
    }

    @Message(since = DUNDEE, role = LOCAL_ROOT, doc = "Opens a session on a saved database file, for recovery.")
    default CompletionStage<Ref<Session>> createFromDbFile(Call call, String filename) {
        throw new CallFailure.NotImplemented("session.create_from_db_file");
    }

    @Message(
            since = MIAMI,
            role = POOL_ADMIN,
            doc = "Closes an emergency session on a supporter.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> localLogout(Call call) {
        throw new CallFailure.NotImplemented("session.local_logout");
    }

    @Message(since = GEORGE, role = READ_ONLY, doc = "Directory identifiers of all users logged in now.")
    default CompletionStage<List<String>> getAllSubjectIdentifiers(Call call) {
        throw new CallFailure.NotImplemented("session.get_all_subject_identifiers");
    }

    @Message(since = GEORGE, role = POOL_OPERATOR, doc = "Closes all sessions of one directory identifier.")
    default CompletionStage<Void> logoutSubjectIdentifier(Call call, String subjectIdentifier) {
        throw new CallFailure.NotImplemented("session.logout_subject_identifier");
    }
}
