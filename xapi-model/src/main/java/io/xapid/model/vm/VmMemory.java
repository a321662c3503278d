package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.HaFailure;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about memory. */
public interface VmMemory {

    @Message(since = MIDNIGHT_RIDE, role = READ_ONLY, doc = "Bytes the host would spend on it beyond guest memory.")
    default CompletionStage<Long> computeMemoryOverhead(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.compute_memory_overhead");
    }

    @Message(
            since = ORLANDO,
            role = VM_POWER_ADMIN,
            doc = "Sets the hard upper limit in bytes; halted only.",
            fails = HaFailure.OperationWouldBreakFailoverPlan.class,
            traits = SYNCHRONOUS,
            marks = "VM:changing_static_range")
    default CompletionStage<Void> setMemoryStaticMax(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_memory_static_max");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Sets the smallest workable size in bytes; halted only.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_static_range")
    default CompletionStage<Void> setMemoryStaticMin(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_memory_static_min");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Sets both static limits in bytes; halted only.",
            marks = "VM:changing_static_range")
    default CompletionStage<Void> setMemoryStaticRange(Call call, Ref<Vm> self, long min, long max) {
        throw new CallFailure.NotImplemented("VM.set_memory_static_range");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Sets the ballooning ceiling in bytes.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_dynamic_range")
    default CompletionStage<Void> setMemoryDynamicMax(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_memory_dynamic_max");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Sets the ballooning floor in bytes.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_dynamic_range")
    default CompletionStage<Void> setMemoryDynamicMin(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_memory_dynamic_min");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Sets both ballooning limits in bytes; a running guest adapts.",
            marks = "VM:changing_dynamic_range")
    default CompletionStage<Void> setMemoryDynamicRange(Call call, Ref<Vm> self, long min, long max) {
        throw new CallFailure.NotImplemented("VM.set_memory_dynamic_range");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Sets all four limits in bytes at once; halted only.",
            marks = "VM:changing_memory_limits")
    default CompletionStage<Void> setMemoryLimits(
            Call call, Ref<Vm> self, long staticMin, long staticMax, long dynamicMin, long dynamicMax) {
        throw new CallFailure.NotImplemented("VM.set_memory_limits");
    }

    @Message(
            since = ELY,
            role = VM_POWER_ADMIN,
            doc = "Gives it a fixed size in bytes, without ballooning; halted only.",
            marks = "VM:changing_memory_limits")
    default CompletionStage<Void> setMemory(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_memory");
    }

    @Message(
            since = RIO,
            deprecated = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "No effect; use set_memory_dynamic_range instead.",
            marks = "VM:changing_memory_live")
    default CompletionStage<Void> setMemoryTargetLive(Call call, Ref<Vm> self, long target) {
        throw new CallFailure.NotImplemented("VM.set_memory_target_live");
    }

    @Message(
            since = ORLANDO,
            deprecated = MIDNIGHT_RIDE,
            role = READ_ONLY,
            doc = "Waits until memory is within 1 MiB of target; times out after 256 s.",
            marks = "VM:awaiting_memory_live")
    default CompletionStage<Void> waitMemoryTargetLive(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.wait_memory_target_live");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            deprecated = TAMPA,
            role = READ_ONLY,
            doc = "Whether the guest follows its balloon target; no longer meaningful.")
    default CompletionStage<Boolean> getCooperative(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.get_cooperative");
    }

    @Message(
            since = MIAMI,
            role = READ_ONLY,
            doc = "Largest static maximum in bytes that fits into the given host total.")
    default CompletionStage<Long> maximiseMemory(Call call, Ref<Vm> self, long total, boolean approximate) {
        throw new CallFailure.NotImplemented("VM.maximise_memory");
    }
}
