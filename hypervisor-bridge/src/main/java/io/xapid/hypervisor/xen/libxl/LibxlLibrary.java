package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions of libxl, by their names without the prefix: {@code domainPause} is {@code libxl_domain_pause}. A last
 * argument {@code ao} of null means that the call returns when all is done.
 */
interface LibxlLibrary extends Library {

    /** Loads that version. */
    static LibxlLibrary load(String file) {
        FunctionMapper names = (library, method) -> "libxl_" + snakeCase(method.getName());
        return Native.load(file, LibxlLibrary.class, Map.of(Library.OPTION_FUNCTION_MAPPER, names));
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    int ctxAlloc(PointerByReference context, int version, int flags, Pointer logger);

    int ctxFree(Pointer context);

    void childprocSetmode(Pointer context, Pointer hooks, @Nullable Pointer user);

    String errorToString(int code);

    Pointer listVm(Pointer context, IntByReference count);

    void vminfoListFree(Pointer list, int count);

    void dominfoInit(Pointer info);

    int domainInfo(Pointer context, Pointer info, int domid);

    Pointer dominfoToJson(Pointer context, Pointer info);

    void dominfoDispose(Pointer info);

    Pointer getVersionInfo(Pointer context);

    Pointer versionInfoToJson(Pointer context, Pointer info);

    void physinfoInit(Pointer info);

    int getPhysinfo(Pointer context, Pointer info);

    Pointer physinfoToJson(Pointer context, Pointer info);

    void physinfoDispose(Pointer info);

    int getScheduler(Pointer context);

    String schedulerToString(int scheduler);

    @Nullable
    Pointer xenConsoleReadStart(Pointer context, int clear);

    int xenConsoleReadLine(Pointer context, Pointer reader, PointerByReference line);

    void xenConsoleReadFinish(Pointer context, Pointer reader);

    int sendDebugKeys(Pointer context, String keys);

    void domainConfigInit(Pointer config);

    void domainConfigDispose(Pointer config);

    int domainConfigFromJson(Pointer context, Pointer config, String json);

    Pointer domainConfigToJson(Pointer context, Pointer config);

    int domainCreateNew(
            Pointer context, Pointer config, IntByReference domid, @Nullable Pointer ao, @Nullable Pointer progress);

    void domainRestoreParamsInit(Pointer parameters);

    int domainCreateRestore(
            Pointer context,
            Pointer config,
            IntByReference domid,
            int file,
            int sendBackFile,
            Pointer parameters,
            @Nullable Pointer ao,
            @Nullable Pointer progress);

    int domainSuspend(Pointer context, int domid, int file, int flags, @Nullable Pointer ao);

    int domainResume(Pointer context, int domid, int cancelled, @Nullable Pointer ao);

    int domainPause(Pointer context, int domid, @Nullable Pointer ao);

    int domainUnpause(Pointer context, int domid, @Nullable Pointer ao);

    int domainShutdown(Pointer context, int domid, @Nullable Pointer ao);

    int domainReboot(Pointer context, int domid, @Nullable Pointer ao);

    int sendSysrq(Pointer context, int domid, byte key);

    int sendTrigger(Pointer context, int domid, int trigger, int vcpu, @Nullable Pointer ao);

    int domainSoftReset(Pointer context, Pointer config, int domid, @Nullable Pointer ao, @Nullable Pointer progress);

    int domainDestroy(Pointer context, int domid, @Nullable Pointer ao);

    void deviceDiskInit(Pointer disk);

    void deviceDiskDispose(Pointer disk);

    int deviceDiskFromJson(Pointer context, Pointer disk, String json);

    int deviceDiskAdd(Pointer context, int domid, Pointer disk, @Nullable Pointer ao);

    int deviceDiskRemove(Pointer context, int domid, Pointer disk, @Nullable Pointer ao);

    int deviceDiskDestroy(Pointer context, int domid, Pointer disk, @Nullable Pointer ao);

    int cdromInsert(Pointer context, int domid, Pointer disk, @Nullable Pointer ao);

    int vdevToDeviceDisk(Pointer context, int domid, String device, Pointer disk);

    void deviceNicInit(Pointer nic);

    void deviceNicDispose(Pointer nic);

    int deviceNicFromJson(Pointer context, Pointer nic, String json);

    int deviceNicAdd(Pointer context, int domid, Pointer nic, @Nullable Pointer ao);

    int deviceNicRemove(Pointer context, int domid, Pointer nic, @Nullable Pointer ao);

    int deviceNicDestroy(Pointer context, int domid, Pointer nic, @Nullable Pointer ao);

    int devidToDeviceNic(Pointer context, int domid, int device, Pointer nic);

    int setMemoryTarget(Pointer context, int domid, long targetKib, int relative, int enforce);

    void bitmapInit(Pointer bitmap);

    int cpuBitmapAlloc(Pointer context, Pointer bitmap, int bits);

    void bitmapSet(Pointer bitmap, int bit);

    void bitmapDispose(Pointer bitmap);

    int setVcpuonline(Pointer context, int domid, Pointer bitmap, @Nullable Pointer ao);

    void domainSchedParamsInit(Pointer parameters);

    int domainSchedParamsFromJson(Pointer context, Pointer parameters, String json);

    int domainSchedParamsSet(Pointer context, int domid, Pointer parameters);

    void domainSchedParamsDispose(Pointer parameters);

    int setVcpuaffinityAll(Pointer context, int domid, int vcpus, Pointer hard, @Nullable Pointer soft);

    Pointer listVcpu(Pointer context, int domid, IntByReference vcpus, IntByReference processors);

    Pointer vcpuinfoToJson(Pointer context, Pointer info);

    void vcpuinfoListFree(Pointer list, int count);

    int primaryConsoleGetTty(Pointer context, int domid, PointerByReference path);
}
