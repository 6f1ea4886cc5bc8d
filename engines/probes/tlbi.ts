/**
 * Invalidation commands that hardware needs for a gathered range of `pages` pages of one size, the
 * sync that waits for them included; none where nothing was gathered.
 */

/** SMMUv2: one register write a page (TLBIVAL), and a sync. */
export function perPageCommands(pages: number): number {
  return pages === 0 ? 0 : pages + 1
}

/** SMMUv3: one command a page in the queue, and a CMD_SYNC. */
export function listCommands(pages: number): number {
  return pages === 0 ? 0 : pages + 1
}

/** Most units of 2^scale pages that one range command covers: NUM is five bits wide. */
const MOST_UNITS = 31

/**
 * SMMUv3.2 with range invalidation: a command covers up to 31 units of 2^scale pages, and the
 * scale is as large as what is left is a multiple of; and a CMD_SYNC.
 */
export function rangeCommands(pages: number): number {
  if (pages === 0) return 0
  let commands = 1
  for (let left = pages; left > 0; commands++) {
    const unit = left & -left
    const units = (left / unit) % (MOST_UNITS + 1)
    left -= units * unit
  }
  return commands
}
