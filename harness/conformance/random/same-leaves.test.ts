/** All call shapes of one semantics leave the same translations, by the same leaves. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  BUILT_IN_ENGINES,
  compileTape,
  type Engine,
  type Outcome,
  SILENT,
} from '../../../engines/index.js'
import { LeafModel } from '../../../engines/model/leaf-model.js'
import { SCRIPT_CHOICES } from './choices.js'
import { operationsOf } from './replay.js'
import { formatScript, type Script } from './script.js'
import { scriptOf } from './script-of.js'
import { leaveOutSteps } from './shrink.js'

const SEED = 1
const SCRIPTS = 25

/** What a script comes to on an engine, a line each: what it returned in all, and the leaves at its end. */
function endOf(engine: Engine, { domain, steps }: Script): string[] {
  const session = engine.open(domain, SILENT)
  const tape = compileTape([{ op: 'mixed', timed: true, operations: steps.flatMap(operationsOf) }])
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMixed(tape, 0, tape.op.length, outcome)
  const lines = [JSON.stringify(outcome)]
  session.leaves((...leaf) => lines.push(leaf.join(' ')))
  session.close()
  return lines
}

/** The script without the maps that fail. */
function withoutFailures({ domain, steps }: Script, { semantics }: Engine): Script {
  const model = new LeafModel(domain, semantics)
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
    const found = endOf(engine, script)
    const at = expected.findIndex((line, nth) => line !== found[nth])
    if (at !== -1 || found.length !== expected.length) {
      return `${engine.id} ends with ${found[at]} and ${first.id} with ${expected[at]}`
    }
  }
  return undefined
}

function compare(engines: readonly Engine[], prepare: (script: Script) => Script): void {
  const parts = (script: Script) => difference(engines, prepare(script)) !== undefined
  for (const { domain, choices } of fc.sample(SCRIPT_CHOICES, { numRuns: SCRIPTS, seed: SEED })) {
    const script = scriptOf(domain, choices)
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
