/** A calibration as the Markdown page that docs/calibration.md is. */
import { listWords, markdownRow } from '../../../reports/text/index.js'
import type { Agreement } from './agreement.js'
import { type Found, foundBetween, foundIn, type Half } from './promises.js'
import { PLANTED } from './set.js'

export interface Calibration {
  date: string
  machine: string
  version: string
  /** The quiet half first. */
  halves: Half[]
  /** Of repeats of the quick suite. */
  agreement?: Agreement
  /** Comparisons that a run of the quick suite makes. */
  comparisons: number
}

/** What was found in each half, all in the same order, and between the repeats. */
export function foundOf({ agreement, comparisons, halves }: Calibration): {
  halves: Found[][]
  repeats: Found[]
} {
  return {
    halves: halves.map((half) => foundIn(half, comparisons)),
    repeats: agreement === undefined ? [] : foundBetween(agreement),
  }
}

export function calibrationText(calibration: Calibration): string {
  const { agreement, date, halves, machine, version } = calibration
  const found = foundOf(calibration)
  const [first] = halves.flatMap(({ families }) => families)
  const generations = halves.flatMap(({ families }) => families.map((one) => one.generations))
  const planted = listWords(PLANTED.map((share) => String(100 * share)))
  return [
    '# Calibration',
    '',
    'Made by `npm run calibrate`: how often intervals and marks are right where the truth is known.',
    `A family is ${count(generations)} generations, as many as a minute of quick has, of ten cells with the`,
    `baseline eight times (${first?.nulls ?? 0} null comparisons: map, unmap and sum) and the baseline with`,
    `${planted} % more operations. Each generation is a fresh process with a link order of`,
    'its own, and is of one family alone. Nulls are counted over every choice of the baseline; Holm pads',
    "planted effects with nulls up to quick's own number of comparisons, the most that they can cost.",
    '[method.md](method.md) says how intervals are made, [rejected.md](rejected.md) what else was tried, and',
    '[cross-talk.md](cross-talk.md) what rows of one process do to each other.',
    '',
    `${date}; ${machine}; unmap-bench ${version}; \`${commandOf(calibration)}\`.`,
    ...familiesText(halves, found.halves),
    ...(agreement === undefined ? [] : repeatsText(agreement, found.repeats)),
    '',
  ].join('\n')
}

/** What measures as much again, whatever the options' defaults are. */
function commandOf({ agreement, halves }: Calibration): string {
  const of = (isBusy: boolean) => halves.find(({ busy }) => busy > 0 === isBusy)
  const busy = of(true)
  const all = halves.flatMap(({ families }) => families.map(({ generations }) => generations))
  return [
    'npm run calibrate --',
    `--families ${of(false)?.families.length ?? 0}`,
    `--busy-families ${busy?.families.length ?? 0}`,
    ...(busy === undefined ? [] : [`--busy ${busy.busy}`]),
    ...(all.length === 0 ? [] : [`--generations ${Math.max(...all)}`]),
    `--repeats ${agreement?.repeats ?? 0}`,
  ].join(' ')
}

function familiesText(halves: readonly Half[], found: readonly Found[][]): string[] {
  const [rows = []] = found
  const titles = halves.map(({ busy, families }) => {
    const beside = busy === 0 ? 'nothing else running' : `${busy} busy processes beside`
    return `${families.length} ${families.length === 1 ? 'family' : 'families'}, ${beside}`
  })
  return [
    '',
    '## Families',
    '',
    `| | promised | ${titles.join(' | ')} |`,
    `|---|---|${titles.map(() => '---').join('|')}|`,
    ...rows.map(({ promise, what }, row) =>
      markdownRow([what, promise?.text ?? '', ...found.map((half) => judged(half[row]))]),
    ),
  ]
}

function repeatsText({ figures, repeats }: Agreement, found: readonly Found[]): string[] {
  return [
    '',
    `## ${repeats} repeats of quick`,
    '',
    `${figures} speed-ups that every repeat has. Repeats share the link orders of one build, so that they`,
    'agree on what depends on these somewhat better than other builds would.',
    '',
    '| | promised | found |',
    '|---|---|---|',
    ...found.map((one) => markdownRow([one.what, one.promise?.text ?? '', judged(one)])),
  ]
}

/** A figure, and whether its promise is kept. */
function judged({ found, promise }: Found): string {
  if (promise === undefined) return found
  return `${found}: ${promise.kept ? 'kept' : '**not kept**'}`
}

/** `28`, or `6 to 28` where they differ. */
function count(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least === most ? `${least}` : `${least} to ${most}`
}
