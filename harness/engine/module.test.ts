/** Modules of the user's own, from outside the tree: what they may be, and what is said of those that are none. */
import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../engines/contract/index.js'
import * as engines from '../../engines/index.js'
import { answer } from '../processes/serve.js'
import { newFolder } from '../testing/suites.js'
import { importEngine, importModule } from './module.js'
import { createHandlers } from './process.js'

const folder = newFolder()
cpSync(join(projectRoot(), 'engines', 'examples'), folder, { recursive: true })
const build = { ...engines, timed: false }

/** Writes a module and returns its path. */
function written(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** A module in TypeScript whose format is the example's with these changes. */
function changed(name: string, changes: string): string {
  return written(
    name,
    `import { format as right } from './first-stage.ts'\nexport const format: object = { ...right, ${changes} }\n`,
  )
}

test('a module in TypeScript that exports a format has every call shape over it', async () => {
  const path = join(folder, 'first-stage.ts')
  const { engines: found, format } = await importModule(path, build)
  assert.equal(format?.name, 'vtd-fs')
  assert.deepEqual(
    found.map(({ engine, reference }) => [reference, engine.id]),
    engines.CALL_SHAPES.map(({ name }) => [`${path}#${name}`, `ts/${name}@vtd-fs`]),
  )
  assert.equal(engines.geometryOf('vtd-fs').maxOas, 52)
  assert.equal((await importEngine(`${path}#punt`, build)).shape, 'punt')
})

test('what a module imports as unmap-bench is what this process runs', async () => {
  const path = written('same.js', "export { engine } from './same-engine.ts'\n")
  written(
    'same-engine.ts',
    `import { tsEngine, CALL_SHAPES, ARM_LPAE_4K, type Engine } from 'unmap-bench'
export const engine: Engine & { made: unknown } = { ...tsEngine(CALL_SHAPES[0], ARM_LPAE_4K), id: 'own/same', made: tsEngine }\n`,
  )
  const [{ engine }] = (await importModule(path, build)).engines
  assert.equal((engine as unknown as { made: unknown }).made, engines.tsEngine)
})

const NONE: ReadonlyArray<[what: string, path: string, said: RegExp]> = [
  ['a file that is not there', join(folder, 'nowhere.ts'), /^there is no such file$/],
  [
    'a module without either',
    written('neither.js', 'export const motor = 1\n'),
    /^it exports neither of engine and format, but motor, and is to export one$/,
  ],
  ['a folder', folder, /^it is no file$/],
  [
    'an engine of another type',
    written('type-of-engine.js', "export const engine = 'punt'\n"),
    /^export engine: expected object, received string$/,
  ],
  [
    'a module with both',
    written('both.js', 'export const engine = {}, format = {}\n'),
    /^it exports both of/,
  ],
  [
    'an engine that cannot be opened',
    written(
      'no-open.js',
      `export const engine = { id: 'a/b', tier: 'a', shape: 'b', format: 'c', summary: '',
  semantics: { coveredTable: 'dropped', insideBlock: 'split', blockOverTable: 'replaced' } }\n`,
    ),
    /^export engine\.open is no function$/,
  ],
  [
    'an engine of a built-in id',
    written(
      'built-in.js',
      `export const engine = { id: 'ts/punt', tier: 'ts', shape: 'punt', format: 'c', summary: '', open() {},
  semantics: { coveredTable: 'dropped', insideBlock: 'split', blockOverTable: 'replaced' } }\n`,
    ),
    /^export engine\.id ts\/punt is that of a built-in engine; choose another$/,
  ],
  [
    'semantics that there are not',
    written(
      'semantics.js',
      `export const engine = { id: 'a/b', tier: 'a', shape: 'b', format: 'c', summary: '', open() {},
  semantics: { coveredTable: 'dropped', insideBlock: 'splits', blockOverTable: 'replaced' } }\n`,
    ),
    /^export engine\.semantics\.insideBlock "splits" is none of split, .* \(did you mean split\?\)$/,
  ],
  [
    'a granule that is not possible',
    changed('granule.ts', 'granuleShift: 3'),
    /^export format\.granuleShift 3 is no whole number from 12 to 16$/,
  ],
  [
    'levels that do not add up',
    changed('levels.ts', 'lastLevel: 2'),
    /^export format\.maxIas 48: 3 levels of 9 bits over a granule of 12 reach 39$/,
  ],
  [
    'a name that is taken',
    changed('taken.ts', "name: 'amd-v1'"),
    /^export format\.name "amd-v1" is a format that there is$/,
  ],
  [
    'a method that is missing',
    changed('method.ts', 'isLeaf: undefined'),
    /^export format\.isLeaf undefined is no function$/,
  ],
  [
    'TypeScript that does not parse',
    written('parse.ts', 'export const a: number = 1\nexport const b: = ;\n'),
    /^parse\.ts:2: Unexpected/,
  ],
  [
    'JavaScript that does not parse',
    written('parse.js', 'export const b = ;\n'),
    /^Unexpected token ';'; node --check .*parse\.js prints where$/,
  ],
  [
    'TypeScript that throws, behind types that go',
    written('throws.ts', 'interface Gone {\n  a: number\n}\n\nconst it: Gone = missing()\n'),
    /^missing is not defined \(throws\.ts:5\)$/,
  ],
  [
    'a type that is imported as a value',
    written('type.ts', "import { Format } from 'unmap-bench'\nexport const format: Format = 1\n"),
    /does not provide an export named 'Format' \(type\.ts:1\)$/,
  ],
  [
    'a call shape that there is not',
    `${join(folder, 'first-stage.ts')}#pont`,
    /^it has no .*#pont \(did you mean .*#punt\?\)$/,
  ],
]

for (const [what, path, said] of NONE) {
  test(`${what} is one clear message`, async () => {
    const reply = await answer(0, () => importEngine(path, build))
    assert.ok(!reply.ok)
    assert.match(reply.message, said)
  })
}

test('an engine whose session lacks a method is one clear message before anything runs', async () => {
  const path = written(
    'session.js',
    `export const engine = { id: 'a/b', tier: 'a', shape: 'b', format: 'c', summary: '', open: () => ({ runMaps() {} }),
  semantics: { coveredTable: 'dropped', insideBlock: 'split', blockOverTable: 'replaced' } }\n`,
  )
  const reply = await answer(0, () => createHandlers().list({ path }))
  assert.ok(!reply.ok)
  assert.match(reply.message, /^export engine\.open\(\)\.runUnmaps is no function$/)
})
