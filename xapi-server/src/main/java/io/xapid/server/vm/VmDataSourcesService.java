package io.xapid.server.vm;

import io.xapid.hypervisor.DomainStatistics;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.model.event.DataSource;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmDataSources;
import io.xapid.model.vm.VmOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Measures running guests of this host when asked. No history is kept here. */
public final class VmDataSourcesService implements VmDataSources {
    private final Workshop on;
    private final VmAdmission admission;

    VmDataSourcesService(Workshop on, VmAdmission admission) {
        this.on = on;
        this.admission = admission;
    }

    @Override
    public CompletionStage<List<Values<DataSource>>> getDataSources(Call call, Ref<Vm> self) {
        return CompletableFuture.completedFuture(measured(self));
    }

    @Override
    public CompletionStage<Double> queryDataSource(Call call, Ref<Vm> self, String dataSource) {
        return CompletableFuture.completedFuture(measured(self).stream()
                .filter(source -> source.get(DataSource.NAME_LABEL).equals(dataSource))
                .map(source -> source.get(DataSource.VALUE))
                .findFirst()
                .orElseThrow(() -> new CallFailure.InvalidValue("data_source", dataSource)));
    }

    private List<Values<DataSource>> measured(Ref<Vm> self) {
        Snapshot state = on.store().snapshot();
        Row<Vm> vm = Rows.require(state, Vm.CLASS, self);
        admission.check(state, vm, VmOperation.DATA_SOURCE_OP);
        if (!vm.get(Vm.RESIDENT_ON).equals(on.here()) || vm.get(Vm.IS_CONTROL_DOMAIN)) {
            return List.of();
        }
        Hypervisor hypervisor = on.hypervisor();
        DomainStatistics statistics;
        try {
            statistics = hypervisor.statisticsOf(DomainSpecs.idOf(vm));
        } catch (HypervisorException ended) {
            return List.of(); // it has just gone, and nothing can be measured of it
        }
        var sources = new ArrayList<Values<DataSource>>();
        sources.add(source(
                "memory", "Memory the guest has now.", "B", vm.get(Vm.MEMORY_STATIC_MAX), statistics.memoryBytes()));
        hypervisor
                .guestReportOf(DomainSpecs.idOf(vm))
                .ifPresent(report -> report.memoryFreeBytes()
                        .ifPresent(free -> sources.add(source(
                                "memory_internal_free",
                                "Memory that the guest says it could spare.",
                                "KiB",
                                vm.get(Vm.MEMORY_STATIC_MAX) >> 10,
                                free >> 10))));
        return sources;
    }

    private static Row<DataSource> source(String name, String description, String units, long max, long value) {
        return Row.of(
                DataSource.CLASS,
                Map.<Field<DataSource, ?>, Object>of(
                        DataSource.NAME_LABEL,
                        name,
                        DataSource.NAME_DESCRIPTION,
                        description,
                        DataSource.ENABLED,
                        false,
                        DataSource.STANDARD,
                        true,
                        DataSource.UNITS,
                        units,
                        DataSource.MIN,
                        0.0,
                        DataSource.MAX,
                        (double) max,
                        DataSource.VALUE,
                        (double) value));
    }
}
