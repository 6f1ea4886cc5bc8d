/** What goes between processes is what its kind says: no field less, and no field more. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { z } from 'zod'
import { CHECKING, TIMING, TURNS } from '../bench/worker/protocol.js'
import { CONFORMANCE } from '../conformance/trial/protocol.js'
import { LISTING } from '../engine/protocol.js'
import { LIMITS } from '../tools/limits/protocol.js'
import { WorkerFailure } from './failure.js'
import { spawn } from './handle.js'
import type { Spawn } from './kind.js'
import { inThisProcess } from './testing.js'

const DEADLINE_MS = 60_000

/** Its worker answers whatever it is asked to. */
const ODD = {
  module: new URL('../testing/workers/odd.js', import.meta.url),
  messages: {
    answer: {
      request: z.strictObject({ cell: z.string(), value: z.unknown() }),
      answer: z.strictObject({ ns: z.number().positive() }),
    },
  },
}

function start(t: TestContext, start: Spawn) {
  const worker = start(ODD)
  t.after(() => worker.stop())
  return (value: unknown) => worker.request('answer', { cell: '64K@4K', value }, DEADLINE_MS)
}

for (const [where, how] of [
  ['a process', spawn],
  ['this process', inThisProcess],
] as const) {
  test(`a worker in ${where} that answers nonsense fails, and names what is wrong`, async (t) => {
    const ask = start(t, how)
    assert.deepEqual(await ask({ ns: 1 }), { ns: 1 })
    for (const [value, problem] of [
      [{ ns: Number.NaN }, /invalid answer to answer: ns: .*NaN/],
      [{ ns: -1 }, /ns: .*>0/],
      [{ ns: '1' }, /ns: .*expected number/],
      [{}, /ns: .*expected number/],
      [{ ns: 1, cpuNs: 1 }, /Unrecognized key: "cpuNs"/],
      [undefined, /expected object/],
    ] as const) {
      await assert.rejects(ask(value), (error) => {
        assert.ok(error instanceof WorkerFailure)
        assert.deepEqual([error.kind, error.cell], ['wrong', '64K@4K'])
        assert.match(error.message, problem)
        return true
      })
    }
  })

  test(`a request to ${where} with a field more or less is not sent`, async (t) => {
    const worker = how(ODD)
    t.after(() => worker.stop())
    const request = { cell: '64K@4K', value: { ns: 1 } }
    const more = { ...request, seed: 1 }
    await assert.rejects(worker.request('answer', more, DEADLINE_MS), /Unrecognized key/)
    const less: typeof request = Object({ value: { ns: 1 } })
    await assert.rejects(worker.request('answer', less, DEADLINE_MS), z.ZodError)
  })
}

test('no kind of worker takes or gives an object with fields that it does not know', () => {
  for (const { messages } of [CHECKING, TIMING, TURNS, CONFORMANCE, LIMITS, LISTING]) {
    for (const [name, { answer, request }] of Object.entries<Record<string, z.ZodType>>(messages)) {
      for (const schema of [request, answer]) {
        const text = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }))
        const objects = text.match(/"type":"object"/g)?.length ?? 0
        const closed = text.match(/"additionalProperties":(?!true)/g)?.length ?? 0
        assert.equal(closed, objects, `${name}: ${text}`)
      }
    }
  }
})

/** Module hooks under which zod cannot be loaded. */
const HOOKS = `
export async function resolve(specifier, context, next) {
  if (/^zod/.test(specifier)) throw new Error(specifier + ' is loaded by ' + context.parentURL)
  return next(specifier, context)
}`

for (const [name, { module }] of Object.entries({ TIMING, TURNS, LIMITS })) {
  test(`a worker of ${name} starts without zod`, () => {
    const script = `
      import { register } from 'node:module'
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOKS)}))
      await import(${JSON.stringify(new URL('./serve.js', import.meta.url).href)})
      const { createHandlers } = await import(${JSON.stringify(module.href)})
      const handlers = createHandlers()
      if (handlers.open) await handlers.open({ engine: 'ts/per-page' })
      if (handlers.start) await handlers.start({ engines: [] })`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    })
    assert.equal(status, 0, stderr)
  })
}
