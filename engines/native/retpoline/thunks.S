/*
 * What indirect branches and returns become in the build variant `retpoline`. An indirect branch is
 * a return whose prediction, where it is wrong, spins until it is found out; a return jumps to one
 * shared return. Kernels put more into that return on some processors; here it is bare.
 */

#ifdef __x86_64__

  .text

  .macro INDIRECT_THUNK register
  .globl __x86_indirect_thunk_\register
  .hidden __x86_indirect_thunk_\register
  .type __x86_indirect_thunk_\register, @function
  .balign 32
__x86_indirect_thunk_\register:
  call 2f
1:
  pause
  lfence
  jmp 1b
2:
  mov %\register, (%rsp)
  ret
  int3
  .size __x86_indirect_thunk_\register, . - __x86_indirect_thunk_\register
  .endm

  .irp register, rax, rbx, rcx, rdx, rsi, rdi, rbp, r8, r9, r10, r11, r12, r13, r14, r15
  INDIRECT_THUNK \register
  .endr

  .globl __x86_return_thunk
  .hidden __x86_return_thunk
  .type __x86_return_thunk, @function
  .balign 32
__x86_return_thunk:
  ret
  int3
  .size __x86_return_thunk, . - __x86_return_thunk

#endif

  .section .note.GNU-stack, "", @progbits
