/** The ways of page tables whose pages can be several entries: they walk and write by entries. */
import { EINVAL } from '../contract/index.js'
import { mapPages } from './map-pages.js'
import type { TablePaths } from './paths.js'
import { mapRewalking, unmapRewalking } from './rewalk.js'
import { unmapPages } from './unmap-pages.js'

type MapPages = TablePaths['mapPages']
type UnmapPages = TablePaths['unmapPages']

/** `paths`, for a format with contiguous leaves. */
export function pathsByEntries(paths: TablePaths): TablePaths {
  return {
    ...paths,
    mapPages: MAPS.get(paths.mapPages) ?? paths.mapPages,
    unmapPages: UNMAPS.get(paths.unmapPages) ?? paths.unmapPages,
  }
}

const mapEntries: MapPages = (table, iova, paddr, pgsize, pgcount, prot, mapped) => {
  if ((pgsize & table.pgsizeBitmap) !== pgsize) return -EINVAL
  const span = table.span[table.levelOf(pgsize)]
  return mapPages(table, iova, paddr, span, (pgsize / span) * pgcount, prot, mapped)
}

const unmapEntries: UnmapPages = (table, iova, pgsize, pgcount, gather) => {
  if ((pgsize & table.pgsizeBitmap) !== pgsize) return 0
  const span = table.span[table.levelOf(pgsize)]
  return unmapPages(table, iova, span, (pgsize / span) * pgcount, gather)
}

const mapPageByPage: MapPages = (table, iova, paddr, pgsize, pgcount, prot, mapped) => {
  for (let page = 0; page < pgcount; page++) {
    const offset = page * pgsize
    const error = mapEntries(table, iova + offset, paddr + offset, pgsize, 1, prot, mapped)
    if (error !== 0) return error
  }
  return 0
}

const unmapPageByPage: UnmapPages = (table, iova, pgsize, pgcount, gather) => {
  let done = 0
  for (let page = 0; page < pgcount; page++) {
    const unmapped = unmapEntries(table, iova + done, pgsize, 1, gather)
    if (unmapped === 0) break
    done += unmapped
  }
  return done
}

/** Those of one size across tables go by bytes, and are as they are. */
const MAPS = new Map<MapPages, MapPages>([
  [mapPages, mapEntries],
  [mapRewalking, mapPageByPage],
])
const UNMAPS = new Map<UnmapPages, UnmapPages>([
  [unmapPages, unmapEntries],
  [unmapRewalking, unmapPageByPage],
])
