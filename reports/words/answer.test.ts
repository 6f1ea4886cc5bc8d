import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse } from '../../results/analysis/index.js'
import type {
  Analysis,
  Figure,
  FigureOp,
  Interval,
  Judged,
  Step,
} from '../../results/analysis/types.js'
import { UNEQUAL_CARE } from '../../results/analysis/unequal-care.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { withTimes } from '../../results/fixtures/times.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { answer, answers } from './answer.js'
import { cellGroups } from './groups.js'
import { rollbacks } from './rollback.js'

/** A ratio of rows whose calls differ, resolved unless a test says otherwise. */
function ratio(interval: Interval, change: Partial<Judged> = {}): Judged {
  const side = interval.low > 1 ? 'above' : 'below'
  return {
    interval,
    verdict: 'resolved',
    ...(change.verdict !== 'not-resolved' && { side }),
    smallestResolvable: 0.041,
    work: 'differs',
    ...change,
  }
}

/** An analysis of the keep layout alone, with the figures that a test gives; without steps. */
function known(
  means: Array<[row: string, op: FigureOp, judged: Judged]>,
  change: (figure: Figure) => Partial<Figure> = () => ({}),
): Analysis {
  const analysis = sampleAnalysis()
  const cells = analysis.cells.filter(
    ({ layout, workload }) => layout === 'keep' && workload === 'sweep',
  )
  return {
    ...analysis,
    means: means.map(([row, op, judged]) => ({
      layout: 'keep',
      mode: 'coherent-strict',
      row: `ts/${row}`,
      op,
      cells: ['64K@4K', '1M@4K', '2M@4K', '64M@4K'],
      judged,
    })),
    cells: cells.map((cell) => ({
      ...cell,
      figures: Object.fromEntries(
        Object.entries(cell.figures).map(([row, figures]) => [
          row,
          Object.fromEntries(
            Object.entries(figures).map(([op, figure]) => [
              op,
              { ...figure, steps: [], ...change(figure) },
            ]),
          ),
        ]),
      ),
    })),
  }
}

const of = (estimate: number, low: number, high: number): Interval => ({ estimate, low, high })

const line = (analysis: Analysis, question: string) =>
  answer(analysis).find((text) => text.startsWith(question)) ?? ''

test('the first three lines answer the three questions of the mail, in its order', () => {
  assert.deepEqual(
    answer(sampleAnalysis())
      .slice(0, 3)
      .map((text) => text.slice(0, text.indexOf('?') + 1)),
    ['How much?', 'Is half the job enough?', 'What is left on the table?'],
  )
})

test('how much: the mean with its interval, the tier, the layout and the buffers it rests on', () => {
  const text = line(known([['unmap-pages', 'unmap', ratio(of(4.516, 4.405, 4.634))]]), 'How much?')
  assert.match(
    text,
    /^How much\? In tier ts, TypeScript: with unmap-pages, unmap is 4\.52 x \[4\.41, 4\.63\] as fast as per-page: the geometric mean of 4 cells/,
  )
  assert.match(text, /map is [\d.]+ x .*same calls in 5 cells/)
  assert.match(
    text,
    /the keep layout \(coherent, strict; buffers of 64K, 1M, 2M and 64M; means leave out 4K\)/,
  )
})

test('what is not resolved is said so, with what could have been seen', () => {
  const open = ratio(of(1.01, 0.97, 1.05), { verdict: 'not-resolved' })
  assert.match(
    line(known([['unmap-pages', 'unmap', open]]), 'How much?'),
    /1\.01 x \[0\.97, 1\.05\] as fast as per-page, not resolved \(smallest resolvable: 4\.1 %\)/,
  )
})

test('half the job: measured against each other, the two shapes decide it cell by cell', () => {
  const steps: Record<string, Judged> = {
    '64K@4K': ratio(of(3, 2.8, 3.2)),
    '1M@4K': ratio(of(0.8, 0.7, 0.9)),
    '2M@4K': ratio(of(1.3, 1.2, 1.4), { work: 'contradiction' }),
  }
  const same = ratio(of(1, 0.98, 1.02), { verdict: 'not-resolved', work: 'same-calls' })
  const analysis = known([], ({ row, op, cell }) => {
    const step: Step = { ...(steps[cell] ?? same), over: 'ts/unmap-pages', changes: ['map by run'] }
    return row === 'ts/map-unmap-pages' && op === 'sum' ? { steps: [step] } : {}
  })
  const text = line(analysis, 'Is half')
  assert.match(
    text,
    /0\.80 x \[0\.70, 0\.90\] at 1M to 3\.00 x \[2\.80, 3\.20\] at 64K: resolved in 3 of 5 cells/,
  )
  assert.match(text, /contradiction at 2M: same calls, yet other times, same calls at 4K and 64M\./)
  assert.match(text, /Doing map as well pays at 64K and costs time at 1M\.$/)
})

test('half the job: without times of both in the same rounds nothing is said', () => {
  assert.match(line(known([]), 'Is half'), /The two cannot be compared\.$/)
})

test('left on the table: the range over cells, how many are resolved, where punting is slower', () => {
  const values: Record<string, Judged> = {
    '4K@4K': ratio(of(0.8, 0.75, 0.85)),
    '64K@4K': ratio(of(1.01, 0.96, 1.06), { verdict: 'not-resolved' }),
  }
  const analysis = known([], ({ row, op, cell }) => {
    const left = { 'punt-range': values[cell] ?? ratio(of(2, 1.9, 2.1)) }
    return row === 'ts/unmap-pages' && op === 'sum' ? { left } : { left: {} }
  })
  const text = line(analysis, 'What is left')
  assert.match(
    text,
    /Against punt-range: unmap-pages takes 0\.80 x \[0\.75, 0\.85\] at 4K to 2\.00 x \[1\.90, 2\.10\] at (1M|2M|64M)/,
  )
  assert.match(
    text,
    /resolved in 4 of 5 cells, not resolved at 64K \(smallest resolvable: [\d.]+ %\)/,
  )
  assert.match(text, /punting is the slower way at 4K/)
  assert.doesNotMatch(text, /Against punt:/)
})

test('punting that is the slower way in many cells is told by their number', () => {
  const slowerIn = (cells: readonly string[]) => {
    const analysis = known([], ({ row, op, cell }) => {
      const interval = cells.includes(cell) ? of(0.8, 0.75, 0.85) : of(2, 1.9, 2.1)
      const left = { 'punt-range': ratio(interval) }
      return row === 'ts/unmap-pages' && op === 'sum' ? { left } : { left: {} }
    })
    return /punting is the slower way [^;.]*/.exec(line(analysis, 'What is left'))?.[0]
  }
  const five = ['4K@4K', '64K@4K', '1M@4K', '2M@4K', '64M@4K']
  assert.equal(slowerIn(five.slice(0, 2)), 'punting is the slower way at 4K and 64K')
  assert.equal(slowerIn(five), 'punting is the slower way in all 5 cells')
})

test('left on the table is held against either way of punting, where it ran', () => {
  const text = line(every, 'What is left')
  assert.match(text, /Against punt: unmap-pages takes .*Against punt-range: unmap-pages takes /)
  assert.match(text, /same calls at 4K/)
})

test('the third question is a 2 x 2: what the gather and what punting is worth, twice each', () => {
  const text = line(every, 'What is left')
  const worth = /What each choice is worth.*/.exec(text)?.[0] ?? ''
  assert.match(
    worth,
    /Gathering a range instead of a call per leaf: range-gather over run-write-back \d/,
  )
  assert.match(worth, /; punt-range over punt \d.*\. Punting: punt over run-write-back \d/)
  assert.match(worth, /; punt-range over range-gather \d/)
  assert.doesNotMatch(worth, /[Ww]riting back/)
  const other = answers(every).find(({ question }) => question === 'Non-coherent:')?.text ?? ''
  assert.match(
    other,
    /Writing back a table's run instead of each pte: run-write-back over map-unmap-pages \d/,
  )
})

test('where run-write-back was not timed, map-unmap-pages stands in, unless it writes back otherwise', () => {
  const without = sampleAnalysis({ extent: 'all', withoutRows: ['ts/run-write-back'] })
  assert.match(line(without, 'What is left'), /Punting: punt over map-unmap-pages \d/)
  const other = answers(without).find(({ question }) => question === 'Non-coherent:')?.text ?? ''
  assert.doesNotMatch(other, /punt over map-unmap-pages/)
})

test('a contradiction is named by the answers themselves', () => {
  const text = answer(
    analyse(
      withTimes(syntheticResult(), ({ row, op }) =>
        row === 'ts/unmap-pages' && op === 'map' ? 1200 : 1000,
      ),
    ),
  ).join('\n')
  assert.match(text, /\nContradiction: same calls, yet other times, in /)
  assert.match(text, /contradiction in 5 cells: same calls, yet other times/)
})

const every = sampleAnalysis({ extent: 'all' })

test('answers come in their order: questions, the caches, modes, layouts, mixes, failing maps, cold, traces', () => {
  const order = answers(every).map(({ about }) => about)
  assert.deepEqual(
    [...new Set(order)],
    ['question', 'common-map', 'mode', 'layout', 'mix', 'rollback', 'cold', 'trace', 'caution'],
  )
  assert.deepEqual(
    order,
    order.toSorted((a, b) => [...new Set(order)].indexOf(a) - [...new Set(order)].indexOf(b)),
  )
})

test('the questions are answered in coherent strict; every other mode has a headline of its own', () => {
  for (const { text } of answers(every).filter(({ about }) => about === 'question')) {
    assert.doesNotMatch(text, /lazy|non-coherent/)
  }
  const modes = answers(every).filter(({ about }) => about === 'mode')
  assert.deepEqual(
    modes.map(({ question }) => question),
    ['Coherent, lazy:', 'Non-coherent:'],
  )
  for (const { text } of modes) {
    assert.match(text, /unmap is \d.* as fast as per-page\. Map \+ unmap against per-page: /)
    assert.match(text, /of punt-range's time \d/)
  }
})

test('where tables go, punting is printed as the slower way, with its figures', () => {
  const free = answers(every).find(({ question }) => question.startsWith('Free layout'))
  assert.match(
    free?.text ?? '',
    /Punting is the slower way: map-unmap-pages takes 0\.\d+ x \[.*\] at .* of punt-range's time for unmap/,
  )
})

test('a mix tells what unmap and what map gain, from shapes that differ in one direction', () => {
  const mix = answers(every).find(({ about }) => about === 'mix')
  assert.match(mix?.text ?? '', /^Unmap gains \d\.\d+ x \[.*\] \(unmap-pages over per-page\)\./)
  assert.match(mix?.text ?? '', /Map gains \d\.\d+ x \[.*\] \(map-unmap-pages over unmap-pages\)\./)
})

test('failing maps: caller against layered in nanoseconds and as a ratio, at every position', () => {
  const [rollback] = answers(every).filter(({ about }) => about === 'rollback')
  const cells = every.cells.filter(({ workload }) => workload === 'rollback')
  const places = rollback?.text.match(
    /page \d+ of \d+: [\d.]+ [num]?s against [\d.]+ [num]?s, (\d\.\d+ x \[|contradiction: same calls)/g,
  )
  assert.ok(cells.length > 0)
  assert.equal(places?.length, cells.length)
})

test("a rollback's ratio is paired: narrower than what two speed-ups allow", () => {
  const groups = cellGroups(every).filter(({ workload }) => workload === 'rollback')
  const all = groups.flatMap(rollbacks)
  assert.ok(all.length > 0)
  const width = ({ high, low }: { high: number; low: number }) => Math.log(high / low)
  const spare = all.map(({ cell, op, caller, layered, ratio }) => {
    const of = (row: string) => cell.figures[row]?.[op]?.speedup
    const [own, other] = [of(caller.id), of(layered.id)]
    assert.ok(own && other)
    assert.equal(caller.shape, 'whole-run')
    assert.equal(ratio.verdict, 'not-resolved', 'both take the same time in the fixture')
    return width(own) + width(other) - width(ratio.interval)
  })
  // Of one alone a few generations decide.
  assert.ok(spare.reduce((sum, one) => sum + one, 0) > 0)
})

test('every trace has its total time, and no mean', () => {
  const traces = answers(every).filter(({ about }) => about === 'trace')
  assert.equal(traces.length, every.cells.filter(({ workload }) => workload === 'trace').length)
  for (const { text } of traces) {
    assert.match(text, /^Total time against per-page \([\d.]+ \w+ for \d+ operations\): /)
    assert.doesNotMatch(text, /mean/)
  }
})

test('a shape that was only counted is called neither failed nor missing', () => {
  assert.doesNotMatch(answer(every).join(' '), /gave no figures|no figure/)
})

test('rows that are missing or failed leave a question open, and say why', () => {
  const without = sampleAnalysis({ withoutRows: ['ts/punt-range', 'ts/map-unmap-pages'] })
  assert.match(line(without, 'Is half'), /this run has not both/)
  assert.match(line(without, 'What is left'), /punt and punt-range were not part of this run/)
  const failed = sampleAnalysis({ fail: { row: 'ts/unmap-pages', cell: '4K@4K', kind: 'hung' } })
  const dead = {
    ...failed,
    cells: failed.cells.map((cell) => ({
      ...cell,
      figures: { ...cell.figures, 'ts/unmap-pages': {} },
    })),
  }
  assert.match(line(dead, 'How much?'), /gave no figures \(hung in 4K@4K: a synthetic failure\)/)
  assert.match(line(dead, 'Is half'), /open, since unmap-pages gave no figures/)
})

test('a run without figures answers nothing, and a trace alone answers for itself', () => {
  assert.match(answer({ ...sampleAnalysis(), cells: [] }).join(), /answers nothing/)
  const traces = sampleAnalysis()
  const alone = { ...traces, cells: traces.cells.filter(({ workload }) => workload === 'trace') }
  assert.match(line(alone, 'How much?'), /mixed is/)
  assert.equal(answers(alone).filter(({ about }) => about === 'trace').length, 0)
})

test('times of tier ts make no claim about indirect calls, and other tiers are not told so', () => {
  const analysis = sampleAnalysis()
  assert.match(answer(analysis).join(), /no claim about indirect calls/)
  const native = { ...analysis, rows: analysis.rows.map((row) => ({ ...row, tier: 'native' })) }
  assert.doesNotMatch(answer(native).join(), /no claim about indirect calls/)
  assert.match(answer(native).join(), /In tier native, C/)
})

test('no sentence ever holds an undefined figure', () => {
  for (const options of [{}, { generations: 1 }, { withoutRows: ['ts/per-page~null'] }]) {
    assert.doesNotMatch(answer(sampleAnalysis(options)).join(), /undefined|NaN|Infinity/)
  }
})

/** The same run as 0.1.0 told it. */
function unequal(withoutRows: string[] = []): Analysis {
  const result = syntheticResult({ extent: 'all', withoutRows })
  return analyse({ ...result, tool: { version: UNEQUAL_CARE } })
}

test('of 0.1.0 no answer names a time of punting, nor its commands', () => {
  const analysis = unequal()
  const text = answer(analysis).join('\n')
  assert.match(line(analysis, 'What is left'), /open\. The run was made by unmap-bench 0\.1\.0/)
  assert.doesNotMatch(text, /Invalidation commands/)
  assert.doesNotMatch(
    text,
    /\bpunt(-range)? (\d|gains|over|against|without)|map-sg|punt's time|punt-range's time/,
  )
  assert.match(text, /unmap-pages \d/)
  const without = unequal(['ts/whole-run'])
  const failing = answers(without).find(({ about }) => about === 'rollback')
  assert.match(failing?.text ?? '', /^open\. .* layered-rollback was compiled with less care/)
  const told = new Set(
    analysis.cells
      .flatMap(({ figures }) => Object.values(figures))
      .flatMap((ops) => Object.values(ops))
      .flatMap(({ left }) => Object.keys(left)),
  )
  assert.deepEqual([...told], [])
})

test('of 0.1.0 no warning is about a time of punting', () => {
  const messages = (version: string) => {
    const result = withTimes(syntheticResult({ extent: 'all' }), ({ row }) =>
      row.startsWith('ts/punt-range') ? 500 : 1000,
    )
    return analyse({ ...result, tool: { version } })
      .warnings.filter(({ code }) => code === 'contradiction')
      .map(({ message }) => message)
      .join()
  }
  assert.match(messages('0.2.0'), /punt/)
  assert.equal(messages(UNEQUAL_CARE), '')
})

test('of 0.1.0 too a run without punting shapes says that it had none', () => {
  const analysis = unequal(['ts/punt', 'ts/punt-range', 'ts/punt-range~null'])
  assert.match(line(analysis, 'What is left'), /punt and punt-range were not part of this run/)
})

test("a kernel tree's range-gather stays in the third answer beside a tier that punts", () => {
  const analysis = sampleAnalysis({ extent: 'all' })
  const tree = analysis.rows
    .filter(({ shape }) => !shape.startsWith('punt'))
    .map((row) => ({ ...row, id: row.id.replace('ts/', 'linux-1/'), tier: 'linux-1' }))
  const cells = analysis.cells.map((cell) => ({
    ...cell,
    figures: {
      ...cell.figures,
      ...Object.fromEntries(
        tree.map(({ id }) => [id, cell.figures[id.replace('linux-1/', 'ts/')] ?? {}]),
      ),
    },
  }))
  const both = { ...analysis, rows: [...analysis.rows, ...tree], cells }
  assert.match(
    line(both, 'What is left'),
    /Linux 1's own page-table code.*were not part of this run/,
  )
  const without = { ...both, rows: both.rows.filter(({ id }) => id !== 'linux-1/range-gather') }
  assert.doesNotMatch(line(without, 'What is left'), /Linux 1/)
})
