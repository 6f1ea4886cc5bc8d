/**
 * What the IOMMUs of a format are sent to invalidate what was gathered: models as data, a line for
 * each way that hardware and driver can do it. All count the commands of one IOMMU with one device
 * behind it and no address translation cache in the device, and end with a command that waits for
 * the others. Nothing is sent where nothing was gathered.
 */
import { type InvalidationCounter, PAGE } from '../contract/index.js'
import { byAlignedBlock } from './iommus/aligned-block.js'
import { amdInGuest } from './iommus/amd.js'
import { EVERYTHING, type Gathered, type InvalidationModel } from './iommus/model.js'
import { riscvByPages } from './iommus/riscv.js'
import { byRanges, byTwoRanges, pageByPage } from './iommus/smmu.js'
import { vtdSecondStage } from './iommus/vtd.js'

export const MODELS: Readonly<Record<InvalidationCounter, InvalidationModel>> = {
  tlbiPerPage: inPages(pageByPage),
  tlbiList: inPages(pageByPage),
  tlbiRange: inPages(byRanges),
  tlbiTwoRanges: inPages(byTwoRanges),
  tlbiVtd: vtdSecondStage,
  tlbiVtdFirst: byAlignedBlock,
  tlbiAmd: byAlignedBlock,
  tlbiAmdNp: amdInGuest,
  tlbiRiscvRange: byAlignedBlock,
  tlbiRiscv: riscvByPages,
}

/** What models in pages come to is kept, by the number of pages: a trace has many unmaps of few sizes. */
const MOST_KEPT = 1024
const KEPT = new Map(
  (['tlbiPerPage', 'tlbiList', 'tlbiRange', 'tlbiTwoRanges'] as const).map((counter) => [
    MODELS[counter],
    new Uint32Array(MOST_KEPT + 1),
  ]),
)

/** Commands for what was gathered, with the one that waits for them. */
export function commandCount(model: InvalidationModel, gathered: Gathered): number {
  const kept = KEPT.get(model)
  const pages = pagesOf(gathered)
  if (kept === undefined || pages > MOST_KEPT || !Number.isInteger(pages))
    return countOf(model, gathered)
  kept[pages] ||= countOf(model, gathered)
  return kept[pages]
}

function countOf(model: InvalidationModel, gathered: Gathered): number {
  const commands = model(gathered)
  if (commands === EVERYTHING) return 2
  return commands.reduce((sum, { count }) => sum + count, 1)
}

function pagesOf({ end, pgsize, start }: Gathered): number {
  return (end - start) / pageOf(pgsize)
}

function pageOf(pgsize: number): number {
  return pgsize === 0 ? PAGE : pgsize
}

/** A model that counts in pages of the gathered size, or in the smallest ones where there is none. */
function inPages(model: typeof pageByPage): InvalidationModel {
  return (gathered) => {
    const page = pageOf(gathered.pgsize)
    return model(pagesOf(gathered)).map(({ count, from, pages }) => ({
      start: gathered.start + from * page,
      bytes: pages * page,
      count,
    }))
  }
}
