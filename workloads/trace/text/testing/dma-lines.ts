/** `dma:*` lines as Linux 6.12 and later print them: single pages, and scatter lists in both layouts. */
export const AT = '              dd-439     [000] .....    35.330603: '

export const MAP_PAGE = `${AT}dma_map_page: 0000:00:04.0 dir=FROM_DEVICE dma_addr=fffff200 size=512 phys_addr=123456200 attrs=`
export const UNMAP_PAGE = `${AT}dma_unmap_page: 0000:00:04.0 dir=FROM_DEVICE dma_addr=fffff200 size=512 attrs=`
export const MAP_PHYS = MAP_PAGE.replace('dma_map_page', 'dma_map_phys')
export const MAP_LIST = `${AT}dma_map_sg: 0000:00:04.0 dir=TO_DEVICE dma_addrs={0xffe00000,0xffe01000,0xffe02000} sizes={0x1000,0x1000,0x2000} phys_addrs={0x10000000,0x10001000,0x20000000} attrs=`
export const UNMAP_LIST = `${AT}dma_unmap_sg: 0000:00:04.0 dir=TO_DEVICE phys_addrs={0x10000000,0x10001000,0x20000000} attrs=`
/** The later layout; the device sees one segment of three entries. */
export const JOINED_LIST = `${AT}dma_map_sg: 0000:00:04.0 dir=TO_DEVICE nents=3/3 ents=1/1 dma_addrs={0xffe00200} sizes={0x2e00} phys_addrs={0x10000200,0x30000000,0x20000000} attrs=SKIP_CPU_SYNC`
export const UNMAP_JOINED = `${AT}dma_unmap_sg: 0000:00:04.0 dir=TO_DEVICE phys_addrs={0x10000200,0x30000000,0x20000000} attrs=SKIP_CPU_SYNC`
/** A joined list whose entries are not of one page each. */
export const GUESSED_LIST = JOINED_LIST.replace('0x2e00', '0x8e00')
export const TRUNCATED_LIST = `${AT}dma_map_sg: 0000:00:04.0 dir=TO_DEVICE nents=2/200 ents=2/200 [TRUNCATED] dma_addrs={0xffe00000,0xffe01000} sizes={0x1000,0x1000} phys_addrs={0x10000000,0x20000000} attrs=`
/** A device without an IOMMU. */
export const DIRECT_PAGE = `${AT}dma_map_page: 0000:00:05.0 dir=TO_DEVICE dma_addr=10000200 size=512 phys_addr=10000200 attrs=`
export const ALLOCATION = `${AT}dma_alloc: 0000:00:04.0 dma_addr=fffe0000 size=65536 virt_addr=00000000d6d0ee6c flags=GFP_KERNEL attrs=`
export const FAILED_PAGE = `${AT}dma_map_page: 0000:00:04.0 dir=FROM_DEVICE dma_addr=ffffffffffffffff size=512 phys_addr=123456200 attrs=`
export const SYNC = `${AT}dma_sync_single_for_cpu: 0000:00:04.0 dir=FROM_DEVICE dma_addr=fffff200 size=512`

export const DMA_LINES = [
  MAP_PAGE,
  UNMAP_PAGE,
  MAP_PHYS,
  MAP_LIST,
  UNMAP_LIST,
  JOINED_LIST,
  UNMAP_JOINED,
  GUESSED_LIST,
  TRUNCATED_LIST,
  DIRECT_PAGE,
  ALLOCATION,
  FAILED_PAGE,
  SYNC,
]
