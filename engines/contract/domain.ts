/** What an engine is opened on: the address space, its page sizes and its mode. */
export interface DomainConfig {
  /** Input and output address bits; ARM LPAE with the 4K granule takes up to 48. */
  ias: number
  oas: number
  /** The page sizes that the core may use, one bit each (`4K | 2M | 1G`). */
  pgsizeBitmap: number
  /** Whether the IOMMU's walker snoops the CPU's caches; if not, ptes are written back. */
  coherent: boolean
  /** Strict invalidates at the end of each unmap; lazy (a flush queue) leaves that for later. */
  strict: boolean
  /** Tables that may be in use at once, the root included; a map that needs more gets -ENOMEM. */
  maxTables?: number | undefined
}

export const PROT_READ = 1
export const PROT_WRITE = 2
export const PROT_CACHE = 4
export const PROT_NOEXEC = 8

/** Errors are returned as the kernel returns them: negated. */
export const ENOMEM = 12
export const EEXIST = 17
export const EINVAL = 22
export const ERANGE = 34
