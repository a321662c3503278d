package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.LicenceFailure;
import java.util.concurrent.CompletionStage;

/** Messages of class host about licences. */
public interface HostLicensing {

    @Message(
            since = RIO,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: installed a licence file.",
            fails = LicenceFailure.ProcessingError.class)
    default CompletionStage<Void> licenseApply(Call call, Ref<Host> host, String contents) {
        throw new CallFailure.NotImplemented("host.license_apply");
    }

    @Message(
            since = INDIGO,
            role = POOL_OPERATOR,
            doc = "Installs a licence file, given base64 encoded.",
            fails = LicenceFailure.ProcessingError.class)
    default CompletionStage<Void> licenseAdd(Call call, Ref<Host> host, String contents) {
        throw new CallFailure.NotImplemented("host.license_add");
    }

    @Message(since = INDIGO, role = POOL_OPERATOR, doc = "Removes the installed licence file.")
    default CompletionStage<Void> licenseRemove(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.license_remove");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = POOL_OPERATOR,
            doc = "Switches to a licence edition; force skips checks of the present one.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> applyEdition(
            Call call, Ref<Host> host, String edition, @Param(orElse = "false", since = CLEARWATER) boolean force) {
        throw new CallFailure.NotImplemented("host.apply_edition");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            deprecated = ELY,
            role = POOL_OPERATOR,
            doc = "Deprecated: rereads the installed supplemental packs.")
    default CompletionStage<Void> refreshPackInfo(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.refresh_pack_info");
    }
}
