package io.xapid.model;

import io.xapid.model.access.AuthFailure;
import io.xapid.model.access.PoolAuthFailure;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.host.GpuFailure;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostServiceFailure;
import io.xapid.model.host.PluginFailure;
import io.xapid.model.host.ServerCertificateFailure;
import io.xapid.model.host.UsbFailure;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.network.PifFailure;
import io.xapid.model.network.PvsFailure;
import io.xapid.model.network.SriovFailure;
import io.xapid.model.pool.CertificateFailure;
import io.xapid.model.pool.ClusterFailure;
import io.xapid.model.pool.HaFailure;
import io.xapid.model.pool.LicenceFailure;
import io.xapid.model.pool.PatchFailure;
import io.xapid.model.pool.PoolFailure;
import io.xapid.model.pool.PoolJoinFailure;
import io.xapid.model.pool.RepositoryFailure;
import io.xapid.model.pool.UpdateFailure;
import io.xapid.model.pool.WlbFailure;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.StorageFailure;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.vm.DeviceFailure;
import io.xapid.model.vm.ImportFailure;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmMigrationFailure;
import io.xapid.model.vm.VmSnapshotFailure;
import io.xapid.model.vm.XenVssFailure;
import java.util.List;

/** The families of failures, all in one place. */
public final class AllFailures {
    private AllFailures() {}

    /** Each holds its failures as nested classes. */
    public static List<Class<?>> families() {
        return List.of(
                CallFailure.class,
                DeviceFailure.class,
                ImportFailure.class,
                VmBootFailure.class,
                VmFailure.class,
                VmMigrationFailure.class,
                VmSnapshotFailure.class,
                XenVssFailure.class,
                GpuFailure.class,
                HostFailure.class,
                HostServiceFailure.class,
                PluginFailure.class,
                ServerCertificateFailure.class,
                UsbFailure.class,
                CertificateFailure.class,
                ClusterFailure.class,
                HaFailure.class,
                LicenceFailure.class,
                PatchFailure.class,
                PoolFailure.class,
                PoolJoinFailure.class,
                RepositoryFailure.class,
                UpdateFailure.class,
                WlbFailure.class,
                SrFailure.class,
                StorageFailure.class,
                VdiFailure.class,
                NetworkFailure.class,
                PifFailure.class,
                PvsFailure.class,
                SriovFailure.class,
                AuthFailure.class,
                PoolAuthFailure.class,
                SessionFailure.class);
    }
}
