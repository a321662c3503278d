# The accelerator probe: see ProbeRom. Assemble with
#   as --64 probe.S -o probe.o && ld -e 0 -Ttext 0 --oformat binary -o probe.rom probe.o
    .intel_syntax noprefix
    .code16
    .org 0
start:
    cli
    cld
    lgdt cs:[gdt_ptr]
    mov eax, cr0
    or al, 1
    mov cr0, eax
    .byte 0x66, 0xea        # far jump, 32-bit offset
    .long 0xf0000 + prot
    .word 0x08
    .code32
prot:
    mov eax, 0x10
    mov ds, eax
    mov es, eax
    mov ss, eax
    mov esp, 0x8000
    # page tables at 0x10000 (PML4), 0x11000 (PDPT), 0x12000.. (4 PDs)
    mov edi, 0x10000
    mov ecx, 0x6000/4
    xor eax, eax
    rep stosd
    mov dword ptr [0x10000], 0x11003
    mov dword ptr [0x11000], 0x12003
    mov dword ptr [0x11008], 0x13003
    mov dword ptr [0x11010], 0x14003
    mov dword ptr [0x11018], 0x15003
    mov edi, 0x12000
    mov eax, 0x83           # present, writable, 2 MiB
fill:
    mov [edi], eax
    add edi, 8
    add eax, 0x200000
    cmp edi, 0x16000
    jb fill
    # IDT entry for vector 0x40 at 0x20400
    mov edi, 0x20400
    mov eax, offset handler + 0xf0000
    mov [edi], ax
    mov word ptr [edi+2], 0x18
    mov word ptr [edi+4], 0x8e00
    shr eax, 16
    mov [edi+6], ax
    xor eax, eax
    mov [edi+8], eax
    mov [edi+12], eax
    mov eax, cr4
    or eax, 0x20
    mov cr4, eax
    mov eax, 0x10000
    mov cr3, eax
    mov ecx, 0xc0000080
    rdmsr
    or eax, 0x100
    wrmsr
    mov eax, cr0
    or eax, 0x80000000
    mov cr0, eax
    .byte 0xea
    .long 0xf0000 + long_mode
    .word 0x18
    .code64
long_mode:
    lidt [rip + idt_ptr]
    mov r12d, 100           # ask the processor who it is, as Linux does early and often
ident:
    xor eax, eax
    cpuid
    rdtsc
    dec r12d
    jnz ident
    # local APIC: switch on, send ourselves an interrupt
    mov ebx, 0xfee00000
    mov eax, [rbx + 0x30]
    test eax, eax
    jz failed
    mov dword ptr [rbx + 0xf0], 0x1ff
    xor r13d, r13d
    sti
    mov dword ptr [rbx + 0x310], 0
    mov dword ptr [rbx + 0x300], 0x44040    # self, assert, vector 0x40
    mov ecx, 100000000
await:
    pause
    test r13d, r13d
    jnz work
    dec ecx
    jnz await
    jmp failed
work:
    cli
    mov edi, 0x100000       # touch 8 MiB, one word a page
    mov ecx, 2048
touch:
    mov [rdi], rdi
    add rdi, 4096
    dec ecx
    jnz touch
    mov ecx, 20000000       # a loop that takes milliseconds, unless each instruction is interpreted
spin:
    dec ecx
    jnz spin
    mov al, 0x2a
    out 0xf4, al
failed:
    mov al, 0x01
    out 0xf4, al
halted:
    hlt
    jmp halted
handler:
    mov r13d, 1
    mov dword ptr [rbx + 0xb0], 0           # end of interrupt
    iretq
    .balign 8
gdt:
    .quad 0
    .quad 0x00cf9b000000ffff
    .quad 0x00cf93000000ffff
    .quad 0x00af9b000000ffff
gdt_ptr:
    .word 31
    .long 0xf0000 + gdt
idt_ptr:
    .word 0xfff
    .quad 0x20000
    .code16
    .org 0xfff0
    jmp start
    .org 0x10000
