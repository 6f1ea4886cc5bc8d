/** Shapes of equal counters take equal instructions a page, with each compiler; a shape that does not is noticed. */
import assert from 'node:assert/strict'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { projectRoot } from '../contract/index.js'
import { buildInto, findCompiler, objectsBeside, planOf } from '../native/build/index.js'
import {
  buildReport,
  FORMATS_HEADER,
  formatsInC,
  generatedHeaders,
  nativeFolder,
} from '../native/index.js'
import { nativeEngines } from '../native/testing.js'
import { type Cared, unequalCare } from './equal-care.js'
import { skip } from './testing.js'

const FORMAT = 'arm-lpae-4k'
const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-care-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** The ladder of a tier; its programs are taken from another build where a folder names one. */
function ladder(tier: string, built = nativeFolder()): Cared[] {
  return nativeEngines
    .filter((engine) => engine.tier === tier && engine.format === FORMAT)
    .flatMap((engine) => {
      const program = engine.inProgram?.()
      return program === undefined
        ? []
        : [
            {
              engine,
              program: { ...program, program: program.program.replace(nativeFolder(), built) },
            },
          ]
    })
}

for (const tier of ['native', 'native+clang']) {
  const absent = ladder(tier).length === 0 && process.env.CI === undefined
  const missing = absent ? whyMissing() : false
  test(`equal counters a page are equal instructions a page: ${tier}`, {
    skip: skip || missing,
  }, async () => {
    assert.deepEqual(await unequalCare(ladder(tier)), [])
  })
}

function whyMissing(): string {
  const report = buildReport()
  return report.built ? (report.missing.clang ?? 'it was not built') : report.why
}

/** The loop of the first release: its level in a variable, on the path of punting shapes alone. */
const PLANTED = `
static __attribute__((noinline)) size_t clear_at(struct ub_page_table *table, ub_pte *base,
                                                 unsigned level, size_t index, uint64_t iova,
                                                 size_t count, struct ub_gather *gather) {
  __asm__("" : "+r"(level));
  return clear_and_add(table, base + index, count, iova, gather, level);
}

`
const WHERE = '/* Clears the entries of `level` that'
const CALL = 'return clear_entries(table, base, level, index, iova, count, gather, notes);'

test('a level in a variable on the path of one shape is noticed', { skip }, async () => {
  const native = join(folder, 'native')
  cpSync(join(projectRoot(), 'engines', 'native'), native, { recursive: true })
  const file = join(native, 'table', 'unmap-whole.h')
  const source = readFileSync(file, 'utf8')
  assert.ok(source.includes(WHERE) && source.includes(CALL), 'there is no place to plant it')
  const faulty = 'return clear_at(table, base, level, index, iova, count, gather);'
  writeFileSync(
    file,
    source.replace(WHERE, `${PLANTED}${WHERE}`).replace(CALL, `(void)notes; ${faulty}`),
  )
  // Of what is looked at alone: a format in both stages, as it is timed.
  for (const name of readdirSync(join(native, 'table', 'formats'))) {
    if (name.endsWith('.c') && name !== `${FORMAT}.c`)
      rmSync(join(native, 'table', 'formats', name))
  }
  const report = buildReport()
  const compiler = report.built ? findCompiler([report.compiler.command]) : undefined
  const plan = planOf(compiler ?? assert.fail('there is no compiler'))
  const out = join(folder, 'built')
  mkdirSync(out)
  await buildInto(out, {
    plan: { ...plan, variants: { timed: plan.variants.timed }, missing: {} },
    headers: { ...generatedHeaders(), [FORMATS_HEADER]: formatsInC([FORMAT, `${FORMAT}-s2`]) },
    sources: native,
    cache: objectsBeside(nativeFolder()),
    stamp: 'planted',
  })
  const engines = ladder('native', out).filter(({ engine }) =>
    ['map-unmap-pages', 'punt'].includes(engine.shape),
  )
  const [line = ''] = await unequalCare(engines)
  assert.match(line, /^4K, coherent, strict, unmap: .*map-unmap-pages .*punt /)
})
