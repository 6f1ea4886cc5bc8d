import type { LibraryFile } from '../trees/index.js'

/** Headers of a tree that single definitions are taken from, in the order in which they are looked through. */
const CONSULTED = [
  'include/linux/bits.h',
  'include/vdso/bits.h',
  'include/uapi/linux/bits.h',
  'include/linux/const.h',
  'include/uapi/linux/const.h',
  'include/linux/align.h',
  'include/vdso/align.h',
  'include/linux/math.h',
  'include/linux/minmax.h',
  'include/linux/log2.h',
  'include/linux/bitfield.h',
  'include/linux/overflow.h',
  'include/linux/wordpart.h',
  'include/linux/list.h',
  'include/linux/sizes.h',
  'include/linux/limits.h',
  'include/linux/array_size.h',
  'include/linux/stddef.h',
  'include/linux/err.h',
  'include/linux/util_macros.h',
  'include/linux/build_bug.h',
  'include/linux/bitops.h',
  'include/linux/kernel.h',
  'include/linux/compiler.h',
  'include/linux/compiler_types.h',
  'include/linux/iommu.h',
] as const

/** As files of a library: read with it, and of no part in its build until a name of theirs is taken. */
export const CONSULTED_FILES: readonly LibraryFile[] = CONSULTED.map((path) => ({
  path,
  required: false,
  use: 'consulted',
}))

/** Whether a path is one of them. */
export function isConsulted(path: string): boolean {
  return CONSULTED.some((one) => one === path)
}
