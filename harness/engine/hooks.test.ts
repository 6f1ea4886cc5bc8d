import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import type { LoadFnOutput } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { newFolder } from '../testing/suites.js'
import { initialize, load, resolve } from './hooks.js'

const LINES = [
  'export function walk(probe: { walk(iova: number): void }, deep: boolean): void {',
  '  COUNT: probe.walk(1)',
  '  if (deep) COUNT: probe.walk(Math.max(2, 3));',
  '  probe.walk(4) // COUNT: is a word here',
  '}',
]
const path = join(newFolder(), 'mine.ts')
writeFileSync(path, LINES.join('\n'))

const context = {
  conditions: [],
  format: undefined,
  importAssertions: {},
  importAttributes: {},
  parentURL: undefined,
}

async function loaded(timed: boolean): Promise<string> {
  initialize({ api: 'file:///engines/package.js', timed })
  const next = (): LoadFnOutput => assert.fail('Node knows no TypeScript')
  const { format, source } = await load(pathToFileURL(path).href, context, next)
  assert.equal(format, 'module')
  return String(source)
}

/** The calls of what is left of the module. */
async function calls(source: string): Promise<number[]> {
  const code = source.replace(/\/\/# sourceMappingURL=.*/, '')
  const { walk } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  const seen: number[] = []
  walk({ walk: (iova: number) => seen.push(iova) }, true)
  return seen
}

test('types go; where it counts, every call stays', async () => {
  assert.deepEqual(await calls(await loaded(false)), [1, 3, 4])
})

test('where it is timed, statements labelled COUNT go and nothing else does', async () => {
  assert.deepEqual(await calls(await loaded(true)), [4])
})

test('what stands behind a labelled call in its line is no part of it', async () => {
  const source = [
    'export function walk(probe) {',
    '  COUNT: probe.walk(1); probe.walk(Math.max(2, 3));',
    '  if (probe) { COUNT: probe.walk(4) } // (which is no call)',
    '}',
  ].join('\n')
  const next = (): LoadFnOutput => ({ format: 'module', source })
  for (const [timed, expected] of [
    [false, [1, 3, 4]],
    [true, [3]],
  ] as const) {
    initialize({ api: 'file:///engines/package.js', timed })
    const { source: left } = await load('file:///mine.mjs', context, next)
    assert.deepEqual(await calls(String(left)), expected)
  }
})

test('unmap-bench is the build of this process; other names are none of its business', async () => {
  initialize({ api: 'file:///timed/engines/package.js', timed: true })
  const next = (specifier: string) => ({ url: `next:${specifier}` })
  assert.equal(
    (await resolve('unmap-bench', context, next)).url,
    'file:///timed/engines/package.js',
  )
  assert.equal((await resolve('unmap-bench/x', context, next)).url, 'next:unmap-bench/x')
})
