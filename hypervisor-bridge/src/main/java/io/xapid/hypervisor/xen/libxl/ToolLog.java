package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where Xen's libraries tell what they do. */
interface ToolLog extends Library {
    FunctionMapper NAMES = (library, method) -> switch (method.getName()) {
        case "toFile" -> "xtl_createlogger_stdiostream";
        default -> "xtl_logger_destroy";
    };
    ToolLog LIBRARY = Native.load("xentoollog", ToolLog.class, Map.of(Library.OPTION_FUNCTION_MAPPER, NAMES));

    /** From {@code xentoollog.h}: what an operator may want to know, and all that is worse. */
    int DETAIL = 3;

    @Nullable
    Pointer toFile(Pointer stream, int level, int flags);

    void destroy(Pointer logger);
}
