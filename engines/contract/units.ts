/** Sizes in bytes, how they are written, and the addresses they are used with. */

export const KIB = 1024
export const MIB = 1024 * KIB
export const GIB = 1024 * MIB

/** The smallest page of the 4K granule, and the page that "ns per page" counts in. */
export const PAGE = 4 * KIB

const SUFFIXES: ReadonlyArray<readonly [string, number]> = [
  ['T', 1024 * GIB],
  ['G', GIB],
  ['M', MIB],
  ['K', KIB],
]

/** Writes a size as the field does: `4K`, `2M`, `1G`, or plain bytes where no suffix divides it. */
export function formatSize(bytes: number): string {
  for (const [suffix, unit] of SUFFIXES) {
    if (bytes >= unit && bytes % unit === 0) return `${bytes / unit}${suffix}`
  }
  return String(bytes)
}

/** Reads `4K`, `2M`, `1G` or plain bytes; `undefined` where the text is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+)([KMGT]?)$/.exec(text)
  if (match === null) return undefined
  const unit = SUFFIXES.find(([suffix]) => suffix === match[2])?.[1] ?? 1
  const bytes = Number(match[1]) * unit
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** The page sizes of a bitmap, smallest first; it may be wider than what bit operations take. */
export function sizesIn(bitmap: number): number[] {
  const sizes: number[] = []
  for (let bit = 0, rest = bitmap; rest >= 1 && bit < 53; bit++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sizes.push(2 ** bit)
  }
  return sizes
}

/** Writes an address in hexadecimal, as trace lines and kernel messages do. */
export function formatAddress(address: number): string {
  return `0x${address.toString(16)}`
}
