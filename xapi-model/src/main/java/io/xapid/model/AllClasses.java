package io.xapid.model;

import io.xapid.model.access.Auth;
import io.xapid.model.access.Caller;
import io.xapid.model.access.RateLimit;
import io.xapid.model.access.RbacRole;
import io.xapid.model.access.Session;
import io.xapid.model.access.Subject;
import io.xapid.model.access.User;
import io.xapid.model.event.Blob;
import io.xapid.model.event.DataSource;
import io.xapid.model.event.Event;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.event.Task;
import io.xapid.model.host.DriverVariant;
import io.xapid.model.host.Feature;
import io.xapid.model.host.GpuGroup;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostCpu;
import io.xapid.model.host.HostCrashdump;
import io.xapid.model.host.HostDriver;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.host.HostPatch;
import io.xapid.model.host.Pci;
import io.xapid.model.host.Pgpu;
import io.xapid.model.host.Pusb;
import io.xapid.model.host.UsbGroup;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.XenModel;
import io.xapid.model.network.Bond;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkSriov;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifMetrics;
import io.xapid.model.network.PvsCacheStorage;
import io.xapid.model.network.PvsProxy;
import io.xapid.model.network.PvsServer;
import io.xapid.model.network.PvsSite;
import io.xapid.model.network.SdnController;
import io.xapid.model.network.Tunnel;
import io.xapid.model.network.Vlan;
import io.xapid.model.pool.Certificate;
import io.xapid.model.pool.Cluster;
import io.xapid.model.pool.ClusterHost;
import io.xapid.model.pool.Diagnostics;
import io.xapid.model.pool.DrTask;
import io.xapid.model.pool.Observer;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolPatch;
import io.xapid.model.pool.PoolUpdate;
import io.xapid.model.pool.Repository;
import io.xapid.model.pool.Secret;
import io.xapid.model.storage.Lvhd;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.ProbeResult;
import io.xapid.model.storage.Sm;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrStat;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiNbdServerInfo;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.Crashdump;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMetrics;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.VgpuType;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifMetrics;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmAppliance;
import io.xapid.model.vm.VmGroup;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmMetrics;
import io.xapid.model.vm.Vmpp;
import io.xapid.model.vm.Vmss;
import io.xapid.model.vm.Vtpm;
import io.xapid.model.vm.Vusb;
import java.util.List;

/** The classes of the API, all in one place. */
public final class AllClasses {
    private AllClasses() {}

    /** The whole API, checked. */
    public static XenModel model() {
        return XenModel.of(definitions());
    }

    /** Every class, grouped as the packages are. */
    public static List<ClassDef<?>> definitions() {
        return List.of(
                Vm.CLASS,
                Vbd.CLASS,
                Vif.CLASS,
                Vusb.CLASS,
                Vtpm.CLASS,
                Vgpu.CLASS,
                VgpuType.CLASS,
                Vmpp.CLASS,
                Vmss.CLASS,
                VmAppliance.CLASS,
                VmGroup.CLASS,
                VmGuestMetrics.CLASS,
                VmMetrics.CLASS,
                VifMetrics.CLASS,
                VbdMetrics.CLASS,
                Console.CLASS,
                Crashdump.CLASS,
                Host.CLASS,
                HostCpu.CLASS,
                HostCrashdump.CLASS,
                HostMetrics.CLASS,
                HostPatch.CLASS,
                HostDriver.CLASS,
                DriverVariant.CLASS,
                Pci.CLASS,
                Pgpu.CLASS,
                GpuGroup.CLASS,
                Pusb.CLASS,
                UsbGroup.CLASS,
                Feature.CLASS,
                Pool.CLASS,
                PoolPatch.CLASS,
                PoolUpdate.CLASS,
                Repository.CLASS,
                Cluster.CLASS,
                ClusterHost.CLASS,
                DrTask.CLASS,
                Certificate.CLASS,
                Secret.CLASS,
                Observer.CLASS,
                Diagnostics.CLASS,
                Sr.CLASS,
                Vdi.CLASS,
                Pbd.CLASS,
                Sm.CLASS,
                Lvhd.CLASS,
                SrStat.CLASS,
                ProbeResult.CLASS,
                VdiNbdServerInfo.CLASS,
                Network.CLASS,
                Pif.CLASS,
                PifMetrics.CLASS,
                Bond.CLASS,
                Vlan.CLASS,
                Tunnel.CLASS,
                NetworkSriov.CLASS,
                SdnController.CLASS,
                PvsCacheStorage.CLASS,
                PvsProxy.CLASS,
                PvsServer.CLASS,
                PvsSite.CLASS,
                Session.CLASS,
                Subject.CLASS,
                User.CLASS,
                RbacRole.CLASS,
                Auth.CLASS,
                Caller.CLASS,
                RateLimit.CLASS,
                Task.CLASS,
                Event.CLASS,
                PoolMessage.CLASS,
                Blob.CLASS,
                DataSource.CLASS);
    }
}
