/** Engines that take arguments which make no sense, or refuse those which do. */
import { type DomainConfig, EINVAL, ERANGE } from '../../../engines/index.js'
import { DEFAULT_PLACES } from '../trial/domains.js'
import type { Breakages } from './break.js'

const { PAGE } = DEFAULT_PLACES

const down = (value: number) => value - (value % PAGE)

/** Bytes up to the end of either address space. */
const roomAt = ({ ias, oas }: DomainConfig, iova: number, paddr: number) =>
  Math.min(2 ** ias - iova, 2 ** oas - paddr)

export const BAD_ARGUMENTS: Breakages = {
  'takes one input address bit less than it has': {
    noticedBy: [
      'the last largest page of the input address space can be mapped and unmapped',
      'runs reach over all entries of the root, however many there are',
      'the first and the last page of the address space are not each other',
    ],
    domain: (config) => ({ ...config, ias: config.ias - 1 }),
  },
  'refuses a buffer that ends with the last byte of memory': {
    noticedBy: ['a buffer may end with the last byte of the output address space'],
    map: (working, iova, paddr, size) =>
      paddr + size >= 2 ** working.domain.oas ? -ERANGE : working.map(iova, paddr, size),
  },
  'takes 48 input address bits, however many it has': {
    noticedBy: [
      'a map that begins beyond the input address space is -ERANGE',
      'a map whose last byte is beyond the input address space is -ERANGE and maps nothing',
    ],
    domain: (config) => ({ ...config, ias: 48 }),
  },
  'takes 48 output address bits, however many it has': {
    noticedBy: ['a map that leads beyond the output address space is -ERANGE'],
    domain: (config) => ({ ...config, oas: 48 }),
  },
  'checks the first byte of a range alone': {
    noticedBy: [
      'a map whose last byte is beyond the input address space is -ERANGE and maps nothing',
      'a map whose last byte leads beyond the output address space is -ERANGE and maps nothing',
    ],
    map(working, iova, paddr, size) {
      const room = roomAt(working.domain, iova, paddr)
      return working.map(iova, paddr, room > 0 ? Math.min(room, size) : size)
    },
  },
  'keeps the pages before the limit when it returns -ERANGE': {
    noticedBy: [
      'a map whose last byte is beyond the input address space is -ERANGE and maps nothing',
      'a map whose last byte leads beyond the output address space is -ERANGE and maps nothing',
      'a map beyond the limits leaves the domain as usable as before',
    ],
    map(working, iova, paddr, size) {
      const room = roomAt(working.domain, iova, paddr)
      if (room <= 0 || room >= size) return working.map(iova, paddr, size)
      working.map(iova, paddr, room)
      return -ERANGE
    },
  },
  'wraps an unmap around at the end of the address space': {
    noticedBy: [
      'an unmap beyond the input address space returns 0 and takes nothing',
      'an unmap that runs out of the input address space takes what it says and nothing else',
    ],
    unmap(working, iova, size) {
      const end = 2 ** working.domain.ias
      const begin = iova % end
      const here = Math.min(size, end - begin)
      const unmapped = working.unmap(begin, here)
      return here === size ? unmapped : unmapped + working.unmap(0, size - here)
    },
  },
  'rounds what is not aligned': {
    noticedBy: [
      'a map that is not aligned to the smallest page is -EINVAL',
      'an unmap that is not aligned to the smallest page returns 0 and takes nothing',
      'a segment that is misaligned or out of range undoes all of a scatter list',
    ],
    map: (working, iova, paddr, size) => working.map(down(iova), down(paddr), down(size)),
    mapList: (working, segments) =>
      working.mapList(
        segments.map(({ iova, paddr, size }) => ({
          iova: down(iova),
          paddr: down(paddr),
          size: down(size),
        })),
      ),
    unmap: (working, iova, size) => working.unmap(down(iova), down(size)),
  },
  'says that a map of no bytes is an error': {
    noticedBy: ['a map of no bytes succeeds and maps nothing'],
    map: (working, iova, paddr, size) => (size === 0 ? -EINVAL : working.map(iova, paddr, size)),
  },
  'unmaps a page where no bytes are requested': {
    noticedBy: ['an unmap of no bytes returns 0 and takes nothing'],
    unmap: (working, iova, size) =>
      size === 0 ? working.unmap(iova, PAGE) * 0 : working.unmap(iova, size),
  },
  'loses the errors of map': {
    noticedBy: [
      'a map that failed says so, and one that succeeded maps all of it',
      'nothing can be mapped twice, whatever the page sizes of the two',
    ],
    map(working, iova, paddr, size) {
      working.map(iova, paddr, size)
      return 0
    },
  },
}
