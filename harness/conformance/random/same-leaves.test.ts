/** All call shapes of one semantics leave the same translations, by the same leaves. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  BUILT_IN_ENGINES,
  compileTape,
  DEFAULT_FORMAT,
  type Engine,
  leavesIn,
  type Outcome,
  SILENT,
} from '../../../engines/index.js'
import { LeafModel } from '../../../engines/model/leaf-model.js'
import { operationsOf } from './replay.js'
import { formatScript, type Script } from './script.js'
import { scriptsFor } from './scripts.js'
import { leaveOutSteps } from './shrink.js'

const SEED = 1
const SCRIPTS = 25

/** What a script comes to on an engine, and the leaves at its end: iova, paddr and size of each. */
interface End {
  outcome: Outcome
  leaves: number[]
}

function endOf(engine: Engine, { domain, steps }: Script): End {
  const session = engine.open(domain, SILENT)
  const tape = compileTape([{ op: 'mixed', timed: true, operations: steps.flatMap(operationsOf) }])
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMixed(tape, 0, tape.op.length, outcome)
  const leaves: number[] = []
  session.leaves((iova, paddr, size) => leaves.push(iova, paddr, size))
  session.close()
  return { outcome, leaves }
}

/** What two ends first differ in, as it is in each; `undefined` where they are equal. */
function firstDifference(a: End, b: End): [string, string] | undefined {
  const outcomes = [a, b].map(({ outcome }) => JSON.stringify(outcome))
  if (outcomes[0] !== outcomes[1]) return [outcomes[0], outcomes[1]]
  const most = Math.max(a.leaves.length, b.leaves.length)
  for (let at = 0; at < most; at++) {
    if (a.leaves[at] === b.leaves[at]) continue
    const first = at - (at % 3)
    const leafOf = ({ leaves }: End) => leaves.slice(first, first + 3).join(' ') || 'no more leaves'
    return [leafOf(a), leafOf(b)]
  }
  return undefined
}

/** The script without the maps that fail. */
function withoutFailures({ domain, steps }: Script, { semantics }: Engine): Script {
  const model = new LeafModel(domain, semantics, leavesIn(DEFAULT_FORMAT))
  const kept = steps.filter((step) => {
    if (step.op === 'map') return model.mapList(step.iova, step.segments) === 0
    model.unmap(step.iova, step.size, 0)
    return true
  })
  return { domain, steps: kept }
}

const bySemantics = new Map<string, Engine[]>()
for (const engine of BUILT_IN_ENGINES) {
  const key = Object.values(engine.semantics).join(', ')
  bySemantics.set(key, [...(bySemantics.get(key) ?? []), engine])
}

/** The first difference between what a script comes to on the engines, in words; `undefined` where there is none. */
function difference([first, ...others]: readonly Engine[], script: Script): string | undefined {
  const expected = endOf(first, script)
  for (const engine of others) {
    const differs = firstDifference(endOf(engine, script), expected)
    if (differs !== undefined) {
      return `${engine.id} ends with ${differs[0]} and ${first.id} with ${differs[1]}`
    }
  }
  return undefined
}

function compare(engines: readonly Engine[], prepare: (script: Script) => Script): void {
  const parts = (script: Script) => difference(engines, prepare(script)) !== undefined
  const scripts = scriptsFor({ format: DEFAULT_FORMAT })
  for (const script of fc.sample(scripts, { numRuns: SCRIPTS, seed: SEED })) {
    if (!parts(script)) continue
    const shortest = prepare(leaveOutSteps(script, parts))
    assert.fail(`${difference(engines, shortest)} after\n${formatScript(shortest)}`)
  }
}

for (const [semantics, engines] of bySemantics) {
  test(`${semantics}: equal leaves without failures, seed ${SEED}`, () => {
    assert.ok(engines.length > 1)
    compare(engines, (script) => withoutFailures(script, engines[0]))
  })

  // Which empty tables a failed map leaves, and so what a later block-sized unmap finds, is open
  // between a core that rolls back and a page table that does: see the model.
  test(`${semantics}: equal leaves with failures, seed ${SEED}`, () => {
    compare(
      engines.filter(({ shape }) => shape !== 'layered-rollback'),
      (script) => script,
    )
  })
}
