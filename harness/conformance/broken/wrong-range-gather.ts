/** Drivers that gather ranges around a page table's calls and break one rule of it. */
import { type Gather, SmmuV3RangeGather, SmmuV3Tlb } from '../../../engines/driver/index.js'
import { CALL_SHAPES, type Probe, tsEngine } from '../../../engines/index.js'
import { ARM_LPAE_4K } from '../../../engines/table/index.js'
import type { Breakage, Breakages } from './break.js'

const SHAPE = 'range-gather'

/** What a driver does with the gather once its page table has unmapped a run. */
type Gathering = (
  run: { gather: Gather; iova: number; pgsize: number; asked: number; unmapped: number },
  tlb: SmmuV3Tlb,
  probe: Probe,
) => void

/** An engine of the shape whose driver gathers like this, in lazy domains as in strict ones if `always`. */
function gatheringSo(gathering: Gathering, always = false): Pick<Breakage, 'shape' | 'open'> {
  class Driver extends SmmuV3RangeGather {
    private readonly own = new SmmuV3Tlb(this.probe)

    override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
      const { queued } = gather
      gather.queued = true
      // The driver above leaves a gather that is queued alone.
      const unmapped = super.unmapPages(iova, pgsize, pgcount, gather)
      gather.queued = queued
      if ((queued && !always) || unmapped === 0) return unmapped
      const asked = pgsize * pgcount
      gathering({ gather, iova, pgsize, asked, unmapped }, this.own, this.probe)
      return unmapped
    }
  }
  const shape = CALL_SHAPES.find(({ name }) => name === SHAPE)
  if (shape === undefined) throw new Error(`no call shape is called ${SHAPE}`)
  const engine = tsEngine({ ...shape, driver: Driver }, ARM_LPAE_4K)
  return { shape: SHAPE, open: (_engine, config, probe) => engine.open(config, probe) }
}

export const WRONG_RANGE_GATHER: Breakages = {
  'leaves the gather queued behind a call': {
    noticedBy: ['every page that an unmap takes is gathered'],
    ...gatheringSo(({ gather, iova, pgsize, unmapped }, tlb) => {
      tlb.addRange(gather, iova, unmapped, pgsize)
      gather.queued = true
    }),
  },
  'gathers a range where invalidation is queued': {
    noticedBy: [
      'a lazy domain gathers nothing and waits for nothing: its flush queue does so later',
    ],
    ...gatheringSo(
      ({ gather, iova, pgsize, unmapped }, tlb) => tlb.addRange(gather, iova, unmapped, pgsize),
      true,
    ),
  },
  'gathers the requested range': {
    noticedBy: [
      'what is gathered was unmapped: nothing behind a hole, nothing that was only requested',
    ],
    ...gatheringSo(({ asked, gather, iova, pgsize }, tlb) =>
      tlb.addRange(gather, iova, asked, pgsize),
    ),
  },
  'gathers a range and sets no page size': {
    noticedBy: [
      'each sync is of the range that was gathered since the last one, in its one page size',
    ],
    ...gatheringSo(({ gather, iova, pgsize, unmapped }, _tlb, probe) => {
      probe.rangeAdd(iova, iova + unmapped, pgsize)
      gather.add(iova, unmapped, 0)
    }),
  },
  'gathers ranges of two page sizes as one': {
    noticedBy: [
      'each sync is of the range that was gathered since the last one, in its one page size',
    ],
    ...gatheringSo(({ gather, iova, pgsize, unmapped }, _tlb, probe) => {
      probe.rangeAdd(iova, iova + unmapped, pgsize)
      gather.add(iova, unmapped, pgsize)
    }),
  },
}
