/**
 * The answers to the three questions of the mail, in sentences made from figures. Nothing here
 * knows what came out: every figure, and whether one may be claimed, is the analysis's.
 */
import { DEFAULT_FORMAT, KERNEL_TIERS } from '../../engines/contract/index.js'
import { type Analysis, PUNT_SHAPES } from '../../results/analysis/types.js'
import { acrossAnswer } from './across.js'
import { commonMapAnswer } from './answer-common-map.js'
import { layoutAnswer, modeAnswer } from './answer-groups.js'
import { librariesAnswer } from './answer-libraries.js'
import { mixAnswer } from './answer-mix.js'
import { halfTheJob, howMuch, leftOnTheTable } from './answer-questions.js'
import { rollbackAnswer } from './answer-rollback.js'
import { traceAnswer } from './answer-traces.js'
import { capital } from './format.js'
import { type CellGroup, cellGroups, isShown, timedShapes } from './groups.js'
import { warningWords } from './touched.js'

/** What an answer is about: one of the three questions, or what a section of a report holds. */
export type Subject =
  | 'question'
  | 'mode'
  | 'common-map'
  | 'layout'
  | 'mix'
  | 'rollback'
  | 'cold'
  | 'trace'
  | 'caution'

/** A question and what the figures answer. */
export interface Answer {
  about: Subject
  question: string
  text: string
}

/** The answers as lines of text, the question at the head of each. */
export function answer(analysis: Analysis): string[] {
  return answers(analysis).map(({ question, text }) => `${question} ${text}`)
}

/**
 * The three answers, in coherent strict where that ran; then a headline for each other mode, one for
 * every further layout, for mixes, failing maps, cold cells and traces, and what to mind.
 */
export function answers(analysis: Analysis): Answer[] {
  const groups = withoutFormats(
    withoutVariants(cellGroups(analysis).filter((group) => timedShapes(group).length > 0)),
  )
  const of = (workload: CellGroup['workload']) =>
    groups.filter((group) => group.workload === workload)
  const sweeps = of('sweep')
  // `cellGroups` puts coherent strict first among modes, and `keep` first among layouts.
  const main = firstOfEach(sweeps, ({ tier }) => tier)
  const scene = main.length > 0 ? main : groups.slice(0, 1)
  if (scene.length === 0) {
    return [
      {
        about: 'question',
        question: 'How much?',
        text: 'This run holds no figures, so it answers nothing.',
      },
    ]
  }
  const say = (one: (analysis: Analysis, group: CellGroup) => string) =>
    scene.map((group) => one(analysis, group)).join(' ')
  const modes = firstOfEach(sweeps, ({ tier, mode }) => `${tier} ${mode}`).filter(
    (group) => !main.includes(group),
  )
  const layouts = sweeps.filter((group) => !main.includes(group) && !modes.includes(group))
  const rest = (workload: CellGroup['workload'], one: typeof mixAnswer) =>
    of(workload)
      .filter((group) => !scene.includes(group))
      .flatMap((group) => one(analysis, group))
  const beside = sideBySide(analysis)
  const isOfTrees = analysis.across.some(({ after }) => after.startsWith(KERNEL_TIERS))
  return [
    // Whoever names two trees asks for what lies between them.
    ...(isOfTrees ? beside : []),
    { about: 'question', question: 'How much?', text: say(howMuch) },
    { about: 'question', question: 'Is half the job enough?', text: say(halfTheJob) },
    {
      about: 'question',
      question: 'What is left on the table?',
      text: third(analysis, scene),
    },
    ...(isOfTrees ? [] : beside),
    ...rest('common-map', commonMapAnswer),
    ...modes.flatMap((group) => modeAnswer(analysis, group)),
    ...layouts.flatMap((group) => layoutAnswer(analysis, group)),
    ...rest('mix', mixAnswer),
    ...rest('rollback', rollbackAnswer),
    ...rest('cold', layoutAnswer),
    ...rest('trace', traceAnswer),
    ...unexplained(analysis),
    { about: 'caution', question: 'Mind:', text: tierCaution(analysis) },
  ]
}

/** From a kernel's code that hands over whole operations first, where there is one. */
function third(analysis: Analysis, scene: readonly CellGroup[]): string {
  const generic = librariesAnswer(analysis)
  const rest = withPunt(scene).map((group) => leftOnTheTable(analysis, group))
  return [...(generic === undefined ? [] : [generic]), ...rest].join(' ')
}

const UNEXPLAINED: readonly string[] = ['contradiction', 'same-work-apart', 'compiler-decides']

/** Ratios that nothing which was counted explains, or a compiler: whoever quotes the answers has to know. */
function unexplained({ cells, warnings }: Analysis): Answer[] {
  return warnings
    .filter(({ code }) => UNEXPLAINED.includes(code))
    .map((warning): Answer => {
      const [name = '', ...text] = warningWords({ cells }, warning).split(': ')
      return { about: 'caution', question: `${capital(name)}:`, text: `${text.join(': ')}.` }
    })
}

/** Shapes that the third question is about: punting, and the range that a driver gathers without. */
const THIRD: readonly string[] = [...PUNT_SHAPES, 'range-gather']

/** A kernel's own file cannot punt: where another tier does, that one answers, beside what it gathers. */
function withPunt(groups: readonly CellGroup[]): readonly CellGroup[] {
  const able = groups.filter(({ shapes }) => shapes.some(({ shape }) => THIRD.includes(shape)))
  return able.length > 0 ? able : groups
}

function sideBySide(analysis: Analysis): Answer[] {
  const text = acrossAnswer(analysis)
  return text === undefined ? [] : [{ about: 'question', question: 'Side by side:', text }]
}

/** Variants of a tier stand in tables and charts; where the plain tier was timed, it answers alone. */
function withoutVariants(groups: readonly CellGroup[]): CellGroup[] {
  const plain = groups.filter(({ tier }) => !tier.includes('+'))
  return plain.length > 0 ? plain : [...groups]
}

/** Further formats of a tier stand in tables and charts; one answers, and generic_pt's the third question. */
function withoutFormats(groups: readonly CellGroup[]): CellGroup[] {
  return groups.filter(({ format, tier }) => {
    const formats = groups.flatMap((group) => (group.tier === tier ? [group.format] : []))
    return format === (formats.includes(DEFAULT_FORMAT) ? DEFAULT_FORMAT : formats[0])
  })
}

function firstOfEach(groups: readonly CellGroup[], key: (group: CellGroup) => string): CellGroup[] {
  return groups.filter((group) => groups.find((other) => key(other) === key(group)) === group)
}

function tierCaution(analysis: Analysis): string {
  const invalidation =
    'invalidation on the wire, IOVA allocation and the rest of a driver are not in these times.'
  return analysis.rows.some(({ tier }) => tier === 'ts') && isShown('ts', analysis)
    ? `Times of tier ts make no claim about indirect calls; ${invalidation}`
    : capital(invalidation)
}
