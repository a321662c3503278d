package io.xapid.hypervisor.qemu;

import java.util.HexFormat;

/**
 * A firmware of a few hundred bytes that does what Linux will want of an accelerator, and says whether it went well by
 * the way it ends: 32-bit and long mode with paging, CPUID, the time-stamp counter, an interrupt from the local APIC to
 * itself, fresh memory, and twenty million instructions. A processor has them done in some milliseconds; an
 * "accelerator" that interprets each instruction takes many seconds, and would for every guest.
 *
 * <p>Its source is {@code src/main/rom/probe.S}; a test holds the two together.
 */
final class ProbeRom {
    /** How QEMU exits when all went well: the byte written to its exit device, doubled, plus one. */
    static final int SUCCESS = 0x2a * 2 + 1;

    /** The port that the firmware writes its last byte to. */
    static final int EXIT_PORT = 0xf4;

    private static final int SIZE = 0x10000;
    private static final int RESET_VECTOR = 0xfff0;

    private static final String CODE = """
            fafc2e0f011698010f20c00c010f22c066ea18000f000800b8100000008ed88e
            c08ed0bc00800000bf00000100b90018000031c0f3abc7050000010003100100
            c7050010010003200100c7050810010003300100c7051010010003400100c705
            1810010003500100bf00200100b883000000890783c708050000200081ff0060
            010072eebf00040200b862010f0066890766c74702180066c74704008ec1e810
            6689470631c089470889470c0f20e083c8200f22e0b8000001000f22d8b98000
            00c00f320d000100000f300f20c00d000000800f22c0eadd000f0018000f011d
            ba00000041bc6400000031c00fa20f3141ffcc75f5bb0000e0fe8b433085c074
            5ac783f0000000ff0100004531edfbc7831003000000000000c7830003000040
            400400b900e1f505f3904585ed7506ffc975f5eb26fabf00001000b900080000
            48893f4881c700100000ffc975f2b9002d3101ffc975fcb02ae6f4b001e6f4f4
            ebfd41bd01000000c783b00000000000000048cf8db400000000000000000000
            ffff0000009bcf00ffff00000093cf00ffff0000009baf001f0078010f00ff0f
            0000020000000000
            """;

    private static final String RESET = "e90d";

    private ProbeRom() {}

    /** The firmware, as long as QEMU wants it. */
    static byte[] bytes() {
        byte[] rom = new byte[SIZE];
        byte[] code = HexFormat.of().parseHex(CODE.replaceAll("\\s", ""));
        byte[] reset = HexFormat.of().parseHex(RESET);
        System.arraycopy(code, 0, rom, 0, code.length);
        System.arraycopy(reset, 0, rom, RESET_VECTOR, reset.length);
        return rom;
    }
}
