/** Maps and unmaps that do other than requested. */
import { EEXIST, GIB } from '../../../engines/index.js'
import { DEFAULT_PLACES } from '../trial/domains.js'
import type { Breakages } from './break.js'
import type { Operations } from './operations.js'

const { BLOCK, LARGE, PAGE } = DEFAULT_PLACES

/** Places of blocks where a session has mapped pages. */
const SLOTS = new WeakMap<Operations, Set<number>>()

export const WRONG_TRANSLATIONS: Breakages = {
  'translates what is not mapped': {
    noticedBy: ['an empty table translates nothing'],
    session: (session) => ({ translate: (iova) => session.translate(iova) ?? iova }),
  },
  'claims to have mapped a gigabyte': {
    noticedBy: [
      'each page size is mapped where requested, at every width of addresses',
      'each page size is unmapped whole and can be mapped again',
    ],
    map: (working, iova, paddr, size) => (size === LARGE ? 0 : working.map(iova, paddr, size)),
  },
  'unmaps a page more than requested': {
    noticedBy: [
      'an unmap takes its own pages and not their neighbours',
      'an unmap that begins and ends inside tables leaves no remainder and takes no neighbour',
    ],
    unmap: (working, iova, size) =>
      Math.min(size, working.unmap(iova, size) + working.unmap(iova + size, PAGE)),
  },
  'keeps 32 bits of a physical address': {
    noticedBy: ['output addresses come back as they went in, 0 and the highest included'],
    map: (working, iova, paddr, size) => working.map(iova, paddr % (4 * GIB), size),
  },
  'does not carry into the high word of a descriptor': {
    noticedBy: ['a run of pages continues where physical addresses cross 4 GiB'],
    map(working, iova, paddr, size) {
      const high = paddr - (paddr % (4 * GIB))
      const here = Math.min(size, high + 4 * GIB - paddr)
      if (here === size) return working.map(iova, paddr, size)
      working.map(iova, paddr, here)
      return working.map(iova + here, high, size - here)
    },
  },
  'lists its leaves from the last to the first': {
    noticedBy: ['leaves are listed in order, do not overlap and are aligned to their size'],
    session: (session) => ({
      leaves(visit) {
        const leaves: Array<[number, number, number]> = []
        session.leaves((...leaf) => leaves.push(leaf))
        for (const leaf of leaves.reverse()) visit(...leaf)
      },
    }),
  },
  'makes a block of exactly 2M alone': {
    noticedBy: [
      'a map is made of the largest pages that fit',
      'pages, blocks and gigabytes meet at their boundaries in one map',
    ],
    map(working, iova, paddr, size) {
      if (size <= BLOCK || size % PAGE !== 0) return working.map(iova, paddr, size)
      const half = Math.floor(size / 2 / PAGE) * PAGE
      for (let at = 0; at < size; at += at < half ? PAGE : size - at) {
        working.map(iova + at, paddr + at, at < half ? PAGE : size - at)
      }
      return 0
    },
  },
  'uses page sizes that its domain leaves out': {
    noticedBy: [
      'a page size that the domain leaves out is not used',
      'where the domain has no 4K pages, 4K cannot be mapped or unmapped',
      'without a page size as large as a table spans, pages go one by one up to a hole',
    ],
    domain: (config) => ({ ...config, pgsizeBitmap: PAGE | BLOCK | LARGE }),
  },
  'maps 64K at most and says that it was all': {
    noticedBy: [
      'a buffer that crosses a boundary of the next size without filling it is made of pages',
      'a map that failed says so, and one that succeeded maps all of it',
    ],
    map: (working, iova, paddr, size) => working.map(iova, paddr, Math.min(size, 16 * PAGE)),
  },
  'claims every unmap': {
    noticedBy: [
      'an unmap of what was never mapped returns 0 and comes to an end',
      'a block that cannot be split for want of memory stays whole',
    ],
    unmap(working, iova, size) {
      working.unmap(iova, size)
      return size
    },
  },
  'continues behind a hole': {
    noticedBy: [
      'a hole ends an unmap, and what is behind it stays',
      'a hole in the next table or in the next page size ends an unmap too',
      'without a page size as large as a table spans, pages go one by one up to a hole',
      'an unmap of what was never mapped returns 0 and comes to an end',
    ],
    unmap(working, iova, size) {
      for (let at = 0; at < size; at += PAGE) at += working.unmap(iova + at, size - at)
      return size
    },
  },
  'leaves the last page of an unmap that ends inside a table': {
    noticedBy: [
      'an unmap that begins and ends inside tables leaves no remainder and takes no neighbour',
    ],
    unmap(working, iova, size) {
      if (size <= PAGE || (iova + size) % BLOCK === 0) return working.unmap(iova, size)
      return working.unmap(iova, size - PAGE) + PAGE
    },
  },
  'ends an unmap where the page size changes': {
    noticedBy: ['one unmap takes pages, blocks and pages, and can be cut anywhere between them'],
    unmap: (working, iova, size) => working.unmap(iova, Math.min(size, BLOCK - (iova % BLOCK))),
  },
  'lets the later of two maps win': {
    noticedBy: [
      'nothing can be mapped twice, whatever the page sizes of the two',
      'a page in the way, first, middle or last of a run, stays and stands alone',
      "a page in the way at a table's end, and behind it, stays and stands alone",
      'a leaf in the way in the second or third page size of a map stays and stands alone',
      'a block in the way of pages stays whole',
    ],
    map(working, iova, paddr, size) {
      for (let at = 0; at < size; at += PAGE) working.unmap(iova + at, PAGE)
      return working.map(iova, paddr, size)
    },
  },
  'finds the table where a block has taken its place': {
    noticedBy: ['a block takes the place of a table that was emptied'],
    map(working, iova, paddr, size) {
      const slots = SLOTS.get(working) ?? new Set()
      SLOTS.set(working, slots)
      const slot = Math.floor(iova / BLOCK)
      if (size < BLOCK) slots.add(slot)
      const error = working.map(iova, paddr, size)
      return size < BLOCK && slots.has(slot) ? 0 : error
    },
  },
  'does not map a block where pages were before': {
    noticedBy: [
      'a block takes the place of a table that was emptied',
      'a run of blocks takes the place of tables that were emptied, one half after the other goes',
    ],
    map(working, iova, paddr, size) {
      const slots = SLOTS.get(working) ?? new Set()
      SLOTS.set(working, slots)
      const slot = Math.floor(iova / BLOCK)
      if (size < BLOCK) slots.add(slot)
      return size >= BLOCK && slots.has(slot) ? -EEXIST : working.map(iova, paddr, size)
    },
  },
}
