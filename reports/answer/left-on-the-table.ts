/**
 * The third question as a 2 x 2: what handing over the whole operation gains alone, and what one range
 * instead of a call per leaf does; with write-back by runs where the walker is not coherent, and a
 * kernel's second page-table library beside its first.
 */

import { type Counts, MODE_FACTS, opCalls } from '../../engines/contract/index.js'
import {
  type Analysis,
  type CellAnalysis,
  type StepChange,
  UNEQUAL_CARE,
} from '../../results/analysis/index.js'
import { formatRatio, judgedIn, WHOLE } from '../phrases/index.js'
import { capital, listWords, present } from '../text/index.js'
import {
  endsOf,
  fromTo,
  rangeIn,
  resolvedTail,
  type Shown,
  shortRange,
  spreadOf,
} from './figure-text.js'
import { type Answered, type Instead, openAnswer, withoutRatio } from './open.js'
import {
  buffersOf,
  buffersWords,
  figureAt,
  isShown,
  type Place,
  placeWords,
  type ShownCell,
  shownAt,
  sizeOf,
  tracesOf,
} from './places.js'
import { type FirstShown, firstShown, formatName, type Source, shapeOf } from './sources.js'
import { librariesWords } from './two-libraries.js'

/** The rungs that tell of each choice alone; where the first was not timed, the second. */
const RUNGS: Partial<Record<StepChange, readonly string[]>> = {
  punting: ['punt', 'punt-range'],
  gather: ['range-gather', 'punt-range'],
  'write-back': ['run-write-back'],
}

/** A kernel's first library cannot be handed a whole operation. */
const PUNTING_OPEN = ' Punting: open, since no code that punts was timed; npm run bench does.'

export function leftOnTheTable(analysis: Analysis, sources: readonly Source[]): Answered {
  const choice = choiceIn(analysis, sources)
  const generic = rangeOpOf(analysis, sources)
  const punting = choice('punting')
  const gather = choice('gather')
  const writeBack = writeBackIn(analysis, sources)
  if (punting === undefined && gather === undefined && generic === undefined) {
    return analysis.tool.version === UNEQUAL_CARE
      ? openAnswer({
          why: `unmap-bench ${UNEQUAL_CARE} compiled punting with less care than pages`,
          command: 'npm run bench',
        })
      : withoutRatio(analysis, sources, ['punt', 'range-gather'], sameCalls(analysis, sources))
  }
  // A kernel's own code says of punting what ours would say a second time.
  const handed = generic ?? punting
  const parts = [
    handed && { ...handed, name: 'punting' },
    gather && { ...gather, name: 'one range instead of a call per leaf' },
    writeBack && { ...writeBack, name: 'write-back per run, non-coherent,' },
  ].filter((part) => part !== undefined)
  const [first] = parts
  const isOne = parts.every(({ by }) => by === first.by)
  const sentences = parts.map(
    ({ by, name, words }) => `${name} ${words}${isOne ? '' : ` (by ${by})`}`,
  )
  const basis = `over ${WHOLE}${isOne ? `, by ${first.by}` : ''}`
  const widest = spreadOf(parts.flatMap(({ shown }) => shown))
  return {
    figure: present([
      handed && `punting ${handed.card}`,
      gather && `one range ${gather.card}`,
    ]).join(', '),
    open: false,
    text: `${capital(sentences.join('; '))}; ${widest} at most (${basis}).${handed === undefined ? PUNTING_OPEN : ''}${librariesWords(analysis, sources)}`,
  }
}

interface Choice {
  by: string
  words: string
  card: string
  /** What `words` are made of. */
  shown: readonly Shown[]
}

function choiceIn(
  analysis: Analysis,
  sources: readonly Source[],
): (change: StepChange) => Choice | undefined {
  const traces = tracesOf(analysis)
  const { note, places } = buffersOf(analysis)
  return (change) => {
    const found = firstShown(
      sources.filter(({ generic }) => !generic),
      (source) => stepsAt(source, [...traces, ...places], change),
    )
    if (found === undefined) return undefined
    const isTrace = ({ cell }: ShownCell) => cell.workload === 'trace'
    const own = found.shown.filter(isTrace)
    const buffers = found.shown.filter((one) => !isTrace(one))
    const isIdle = (one: ShownCell) => change === 'punting' && savesNoCall(found.source, one)
    const traced = own.every(isIdle) ? ` (${NO_CALL})` : ''
    const parts = present([
      own.length > 0 && `${shortRange(own) ?? 'not measurable'} in traces${traced}`,
      buffers.length > 0 && rangeIn(buffersWords(note), mostLabelled(buffers, isIdle)),
    ])
    return {
      by: found.source.by,
      words: parts.join(', ') + (change === 'gather' ? costOf(analysis, found) : ''),
      card: cardOf(own.length > 0 ? own.slice(0, 1) : buffers),
      shown: found.shown,
    }
  }
}

/** What is gained without it is work around the calls: how the core cuts an operation, and our code of it. */
const NO_CALL = 'no call fewer'

function savesNoCall(source: Source, { cell, judged }: ShownCell): boolean {
  const rows = (RUNGS.punting ?? []).map((rung) => shapeOf(source, rung))
  const figures = rows.map((row) => figureAt(cell, row, 'judged'))
  const own = figures.find((figure) => figure?.steps.some((step) => step === judged))
  const over = own?.steps.find((step) => step === judged)?.over ?? ''
  return sameCallsAndWalks(own?.counts, cell.figures[over]?.[judgedIn(cell)]?.counts)
}

function sameCallsAndWalks(one: Counts | undefined, other: Counts | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return opCalls(one) === opCalls(other) && one.walks === other.walks
}

/** Says it of the largest gain, where that is one. */
function mostLabelled<T extends Shown>(shown: readonly T[], isIdle: (one: T) => boolean): Shown[] {
  const [least, most] = endsOf(shown) ?? []
  return shown.map((one) =>
    one === most && one !== least && one.judged.side === 'above' && isIdle(one)
      ? { ...one, label: `${one.label}, ${NO_CALL}` }
      : one,
  )
}

/** `1.39 x`; of several the most, as `≤ 1.77 x`, since it is not all of theirs; nothing that is not resolved. */
function cardOf(shown: readonly Shown[]): string {
  const ends = endsOf(shown)
  if (ends === undefined) return 'not measurable'
  if (shown.every(({ judged }) => judged.verdict !== 'resolved')) return 'not resolved'
  const [least, most] = ends.map(({ judged }) => formatRatio(judged.interval.estimate))
  return least === most ? `${most}` : `≤ ${most}`
}

function stepsAt(source: Source, places: readonly Place[], change: StepChange): ShownCell[] {
  const shown = rungsAt(source, places, change).map((found) => found.filter(isShown))
  return shown.find((found) => found.length > 0) ?? []
}

/** What was found of both choices where none of it may be told. */
function sameCalls(analysis: Analysis, sources: readonly Source[]): Instead {
  const all = [...tracesOf(analysis), ...buffersOf(analysis).places]
  const of = (source: Source, change: StepChange) => rungsAt(source, all, change).flat()
  const found = firstShown(sources, (source) => [...of(source, 'punting'), ...of(source, 'gather')])
  const names = present([
    found && of(found.source, 'punting').length > 0 && 'punting',
    found && of(found.source, 'gather').length > 0 && 'one range',
  ])
  return { found, words: `the calls of ${listWords(names)} are those of ${WHOLE}` }
}

/** What each rung that tells of a choice alone says, whether that may be told or not. */
function rungsAt(source: Source, places: readonly Place[], change: StepChange): ShownCell[][] {
  return (RUNGS[change] ?? []).map((rung) =>
    shownAt(places, shapeOf(source, rung), 'judged', ({ steps }) =>
      steps.find(({ changes }) => changes.length === 1 && changes[0] === change),
    ),
  )
}

function writeBackIn(analysis: Analysis, sources: readonly Source[]): Choice | undefined {
  const places = analysis.cells
    .filter(({ mode, workload }) => mode === 'non-coherent' && workload === 'sweep')
    .map((cell): Place => ({ cell, label: sizeOf(cell), short: sizeOf(cell) }))
  const found = firstShown(sources, (source) => stepsAt(source, places, 'write-back'))
  if (found === undefined) return undefined
  const words = rangeIn('buffers', found.shown)
  return { by: found.source.by, words, card: cardOf(found.shown), shown: found.shown }
}

/** `, at 2 x the invalidations of 2M not co-aligned`: the worst; or nothing. */
function costOf({ cells, manyCommands }: Analysis, { source }: FirstShown<unknown>): string {
  const row = shapeOf(source, 'range-gather') ?? shapeOf(source, 'punt-range')
  const [worst] = manyCommands
    .filter((one) => one.row === row?.id)
    .toSorted((a, b) => b.commands / b.baseline - a.commands / a.baseline)
  const cell = cells.find(({ id }) => id === worst?.cell)
  if (worst === undefined || cell === undefined) return ''
  return `, at ${times(worst.commands / worst.baseline)} the invalidations of ${placeWords(cell)}`
}

function times(ratio: number): string {
  return ratio >= 100 ? `${Math.round(ratio)} x` : `${Number(ratio.toPrecision(2))} x`
}

/**
 * What generic_pt's one range op gains over pages of its own, in every format of the first tree and in
 * all buffers whose tables both keep. That the calls are the same in one table is no reason to leave it
 * out: what the core's loop and the driver's half of it take is what is asked for.
 */
function rangeOpOf(analysis: Analysis, sources: readonly Source[]): Choice | undefined {
  const [first, ...others] = sources.filter(({ generic }) => generic)
  if (first === undefined) return undefined
  const formats = [first, ...others.filter(({ tier }) => tier === first.tier)]
  const isIdleIn = (cell: CellAnalysis, source: Source) => {
    const [pages, range] = [WHOLE, 'punt-range'].map((shape) =>
      figureAt(cell, shapeOf(source, shape), 'judged'),
    )
    return sameCallsAndWalks(pages?.counts, range?.counts)
  }
  const shown = analysis.cells
    .filter(({ mode, workload }) => workload === 'sweep' && MODE_FACTS[mode].strict)
    .flatMap((cell) =>
      formats.flatMap((source) => {
        const judged = figureAt(cell, shapeOf(source, WHOLE), 'judged')?.left['punt-range']
        return judged === undefined || judged.layouts !== undefined
          ? []
          : [{ label: placeWords(cell), judged, idle: isIdleIn(cell, source) }]
      }),
    )
  const ends = endsOf(mostLabelled(shown, ({ idle }) => idle))
  if (ends === undefined) return undefined
  const many = formats.length === 1 ? formatName(first.format) : `${formats.length} formats`
  return {
    by: first.by,
    words: `(generic_pt's range op over its own pages, ${many}) ${fromTo(...ends)}${resolvedTail(shown)}`,
    shown,
    card: cardOf(shown),
  }
}
