/** No case is a rubber stamp: each fails for an engine that breaks what it protects. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, type Engine, OTHER_FORMAT_ENGINES } from '../../engines/index.js'
import { BREAKAGES, brokenEngine } from './broken/breakages.js'
import { CASES, casesFor } from './cases/index.js'
import { type Case, NotApplicable, Violation } from './trial/case.js'
import { runCase } from './trial/run-case.js'

const BROKEN = Object.entries(BREAKAGES).map((one) => brokenEngine(...one))

function caseOf(name: string): Case {
  const one = CASES.find((candidate) => candidate.name === name)
  assert.ok(one, `no case is called "${name}"`)
  return one
}

test('names of cases are unique, and each case has a source', () => {
  assert.equal(new Set(CASES.map(({ name }) => name)).size, CASES.length)
  for (const { source } of CASES) assert.ok(source.length > 0)
})

test('every case is known to be able to fail', () => {
  const noticed = new Set(Object.values(BREAKAGES).flatMap(({ noticedBy }) => noticedBy))
  const never = CASES.filter(({ name }) => !noticed.has(name)).map(({ name }) => name)
  assert.deepEqual(never, [])
})

for (const [does, breakage] of Object.entries(BREAKAGES)) {
  test(`an engine that ${does} fails`, () => {
    for (const name of breakage.noticedBy) {
      const verdict = runCase(caseOf(name), brokenEngine(does, breakage))
      const found = `${name}: ${JSON.stringify(verdict)}`
      assert.equal(verdict.status, 'failed', found)
      // Noticed by what the case looks at, not because the engine or the case fell over.
      assert.doesNotMatch(found, /it threw/)
    }
  })
}

test('what the broken engines are made with breaks nothing by itself', () => {
  const engine = brokenEngine('works', { noticedBy: [] })
  for (const one of CASES) {
    const verdict = runCase(one, engine)
    assert.notEqual(verdict.status, 'failed', `${one.name}: ${JSON.stringify(verdict)}`)
  }
})

for (const engine of BUILT_IN_ENGINES) {
  test(`${engine.id} passes every case that applies to it`, () => {
    for (const one of CASES) {
      const verdict = runCase(one, engine)
      assert.notEqual(verdict.status, 'failed', `${one.name}: ${JSON.stringify(verdict)}`)
    }
  })
}

/** Of other formats the call shapes that differ most: every shape goes through the same walker. */
const others = OTHER_FORMAT_ENGINES.filter(({ id }) =>
  /^(ts|native)\/(map-unmap-pages|clear-first)@/.test(id),
)
for (const engine of others) {
  test(`${engine.id} passes every case that applies to it, in its own page sizes`, () => {
    const verdicts = casesFor(engine.format).map((one) => ({ one, verdict: runCase(one, engine) }))
    for (const { one, verdict } of verdicts) {
      assert.notEqual(verdict.status, 'failed', `${one.name}: ${JSON.stringify(verdict)}`)
    }
    const passed = verdicts.filter(({ verdict }) => verdict.status === 'passed')
    assert.ok(passed.length > CASES.length / 2, String(passed.length))
  })
}

test('the sessions of a case are closed, however it ends', () => {
  const [right] = BUILT_IN_ENGINES
  const ends = {
    passed: undefined,
    failed: new Violation('wrong'),
    'not-applicable': new NotApplicable('no'),
  }
  for (const [status, thrown] of Object.entries(ends)) {
    let open = 0
    const engine: Engine = {
      ...right,
      open(domain, probe) {
        const session = right.open(domain, probe)
        const close = session.close.bind(session)
        open++
        session.close = () => {
          open--
          close()
        }
        return session
      },
    }
    const one: Case = {
      name: 'test',
      source: 'none',
      run(trial) {
        trial.open()
        trial.open()
        if (thrown !== undefined) throw thrown
      },
    }
    assert.equal(runCase(one, engine).status, status)
    assert.equal(open, 0, status)
  }
})

test('every case applies to a built-in engine or to a broken one', () => {
  const engines = [...BUILT_IN_ENGINES, ...BROKEN]
  for (const one of CASES) {
    const applies = engines.some((engine) => runCase(one, engine).status !== 'not-applicable')
    assert.ok(applies, `${one.name} applies to no engine`)
  }
})
