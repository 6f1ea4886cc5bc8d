/** What gates said, as tests: each comparison that was judged passes or fails. */
import { groupBy, InputError } from '../../engines/contract/index.js'
import {
  type GateResult,
  partsOf,
  type RunComparison,
} from '../../results/analysis/compare/index.js'
import { type KtapCase, type KtapTest, ktap } from '../ci/index.js'
import { formatInterval } from '../phrases/index.js'
import { type Gated, gateName } from './gate-words.js'
import { countWords, instructionWords, keyWords } from './words.js'

/**
 * A test for each gate, in it one for each engine, in it one for each cell and direction.
 *
 * @throws InputError without a gate: a comparison alone passes and fails nothing.
 */
export function compareKtap({ comparison, gates }: Gated): string {
  if (gates.length === 0) {
    throw new InputError('--format ktap prints what gates say: add one, such as --gate counts')
  }
  const { against } = comparison
  const nameOf = (run: string, rest: string) => (against.length > 1 ? `${run}: ${rest}` : rest)
  return ktap(
    gates.map(
      (result): KtapTest => ({
        name: gateName(result),
        tests: [
          ...against.flatMap((run) =>
            grouped(placesOf(run, result), (name) => nameOf(run.name, name)),
          ),
          ...result.failed.map(
            ({ message, row, run }): KtapCase => ({
              name: nameOf(run, row),
              result: 'error',
              why: message,
            }),
          ),
          ...result.lost.map(
            ({ run, what }): KtapCase => ({
              name: nameOf(run, what),
              result: 'error',
              why: 'cannot tell',
            }),
          ),
        ],
      }),
    ),
  )
}

/** What was judged in one place. */
interface Judged extends Pick<KtapCase, 'result' | 'why'> {
  engine: string
  cell: string
  op: string
}

function placesOf(run: RunComparison, result: GateResult): Judged[] {
  const { oneWay } = partsOf(result.gate)
  if (typeof oneWay === 'number') return figuresOf(run, result)
  const [places, found] =
    oneWay === 'counts'
      ? [
          run.counts.places,
          [...result.more, ...result.fewer].map((one) => ({ ...one, why: countWords(one) })),
        ]
      : [
          run.instructions.places,
          [...result.moreInstructions, ...result.fewerInstructions].map((one) => ({
            ...one,
            why: `instructions a page ${instructionWords(one)}`,
          })),
        ]
  return places.map((place) => ({ ...place, ...verdictOn(run, place, found) }))
}

type Place = Pick<Judged, 'engine' | 'cell' | 'op'>

/** Every finding at a place is a line. */
function verdictOn(
  { name }: RunComparison,
  { cell, engine, op }: Place,
  found: ReadonlyArray<Place & { run: string; why: string }>,
): Pick<KtapCase, 'result' | 'why'> {
  const here = found.filter(
    (one) => one.run === name && one.cell === cell && one.engine === engine && one.op === op,
  )
  if (here.length === 0) return { result: 'passed' }
  return { result: 'failed', why: here.map(({ why }) => why).join('\n') }
}

/** Times: what the runs cannot decide is skipped, and no failure. */
function figuresOf(run: RunComparison, { better, undecided, worse }: GateResult): Judged[] {
  return run.figures.flatMap(({ cell, changes, op, row, verdict }): Judged[] => {
    const interval = changes[run.basis]?.interval
    if (verdict === 'not-judged' || interval === undefined) return []
    const isOf = (list: GateResult['worse']) =>
      list.some(
        (one) => one.run === run.name && one.cell === cell && one.row === row && one.op === op,
      )
    const why = formatInterval(interval)
    const place = { engine: row, cell, op }
    if (isOf(worse) || isOf(better)) return [{ ...place, result: 'failed', why }]
    if (isOf(undecided)) return [{ ...place, result: 'skipped', why: `cannot tell: ${why}` }]
    return [{ ...place, result: 'passed' }]
  })
}

function grouped(places: readonly Judged[], nameOf: (engine: string) => string): KtapTest[] {
  return [...groupBy(places, ({ engine }) => engine)].map(([engine, own]) => ({
    name: nameOf(engine),
    tests: own.map(({ cell, op, result, why }) => ({
      name: `${cell}, ${keyWords('op', op)}`,
      result,
      ...(why !== undefined && { why }),
    })),
  }))
}
