package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class SR that make, find, attach and remove repositories. */
public interface SrLifecycle {

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Formats new storage, records it and connects it; erases what was there.",
            fails = SrFailure.UnknownDriver.class)
    default CompletionStage<Ref<Sr>> create(
            Call call,
            Ref<Host> host,
            Map<String, String> deviceConfig,
            long physicalSize,
            String nameLabel,
            String nameDescription,
            String type,
            String contentType,
            boolean shared,
            @Param(orElse = "", since = MIAMI) Map<String, String> smConfig) {
        throw new CallFailure.NotImplemented("SR.create");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Records existing storage without touching its contents.")
    default CompletionStage<Ref<Sr>> introduce(
            Call call,
            String uuid,
            String nameLabel,
            String nameDescription,
            String type,
            String contentType,
            boolean shared,
            @Param(orElse = "", since = MIAMI) Map<String, String> smConfig) {
        throw new CallFailure.NotImplemented("SR.introduce");
    }

    @Message(since = RIO, deprecated = MIAMI, role = POOL_OPERATOR, doc = "Deprecated: always fails; use create.")
    default CompletionStage<String> make(
            Call call,
            Ref<Host> host,
            Map<String, String> deviceConfig,
            long physicalSize,
            String nameLabel,
            String nameDescription,
            String type,
            String contentType,
            @Param(orElse = "", since = MIAMI) Map<String, String> smConfig) {
        throw new CallFailure.NotImplemented("SR.make");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Deletes the storage contents and the record; must be detached and empty.",
            fails = SrFailure.HasPbd.class,
            marks = "SR:destroy")
    default CompletionStage<Void> destroy(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.destroy");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Drops the record and those of its disks; contents stay.",
            fails = SrFailure.HasPbd.class,
            marks = "SR:forget")
    default CompletionStage<Void> forget(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.forget");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Looks for storage with a driver; returns the driver's own XML.")
    default CompletionStage<String> probe(
            Call call,
            Ref<Host> host,
            Map<String, String> deviceConfig,
            String type,
            @Param(orElse = "") Map<String, String> smConfig) {
        throw new CallFailure.NotImplemented("SR.probe");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Looks for storage with a driver; returns structured findings.")
    default CompletionStage<List<Values<ProbeResult>>> probeExt(
            Call call,
            Ref<Host> host,
            Map<String, String> deviceConfig,
            String type,
            @Param(orElse = "") Map<String, String> smConfig) {
        throw new CallFailure.NotImplemented("SR.probe_ext");
    }

    @Message(since = RIO, role = READ_ONLY, doc = "Driver types available.", traits = SYNCHRONOUS)
    default CompletionStage<List<String>> getSupportedTypes(Call call) {
        throw new CallFailure.NotImplemented("SR.get_supported_types");
    }
}
