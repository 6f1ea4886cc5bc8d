/** The C sources: warning-free under every compiler there is, and clean under the sanitizers. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, test } from 'node:test'
import { projectRoot } from '../contract/index.js'
import { buildSanitized } from './build/index.js'
import { nativeFolder } from './build-report.js'
import { skip } from './testing.js'

const NATIVE = join(projectRoot(), 'engines', 'native')
const HEADERS = join(projectRoot(), 'node_modules', 'node-api-headers', 'include')
const WARNINGS = ['-Wall', '-Wextra', '-Wconversion', '-Wpedantic', '-Werror']
const INCLUDES = ['-I', NATIVE, '-I', nativeFolder(), '-isystem', HEADERS]
const SOAK_SEED = '20210331'
const SOAK_OPERATIONS = '20000'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(folder, { recursive: true }))

const sources = below(NATIVE)
  .filter((file) => file.endsWith('.c'))
  .map((file) => relative(NATIVE, file))

function below(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const file = join(path, entry.name)
    return entry.isDirectory() ? below(file) : [file]
  })
}

function run(command: string, args: readonly string[]) {
  return spawnSync(command, args, { cwd: NATIVE, encoding: 'utf8' })
}

/** Checks files as a compiler would compile them. */
function check(compiler: string, flags: readonly string[], files: readonly string[]) {
  const args = ['-std=c11', '-O1', '-fsyntax-only', ...WARNINGS, ...flags, ...INCLUDES]
  const [first = ''] = files
  if (compiler !== 'clang') return run(compiler, [...args, ...files])
  // It would start itself for each file, which takes longer than to check it: what it starts takes
  // all files at once, after the options that it is given for one.
  const { status, stderr } = run(compiler, ['-###', ...args, first])
  assert.equal(status, 0, stderr)
  const line = stderr.trimEnd().split('\n').at(-1) ?? ''
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) =>
    word.replace(/\\(.)/g, '$1'),
  )
  const [program = '', ...options] = words.slice(0, -1)
  assert.equal(words.at(-1), first)
  return run(program, [...options, ...files])
}

/** Why a compiler's tests are skipped; false where it is there. */
function missing(compiler: string): string | false {
  if (skip !== false) return skip
  return run(compiler, ['--version']).status === 0 ? false : `there is no ${compiler} here`
}

for (const compiler of ['gcc', 'clang']) {
  test(`${compiler} has nothing to warn of`, { skip: missing(compiler) }, () => {
    for (const count of [[], ['-DUB_COUNT']]) {
      const files = sources.filter(
        (file) => count.length > 0 || !/(^probes|node\/counting)/.test(file),
      )
      const { status, stderr } = check(compiler, count, files)
      assert.equal(status, 0, stderr)
    }
  })

  test(`random operations are clean under ${compiler}'s sanitizers`, {
    skip: missing(compiler),
  }, async (context) => {
    const program = await buildSanitized('random', [compiler])
    if (program === undefined) return context.skip(`${compiler} has no sanitizers here`)
    const { status, stderr } = run(program.path, [SOAK_SEED, SOAK_OPERATIONS])
    assert.equal(status, 0, stderr)
    rmSync(dirname(program.path), { recursive: true })
  })
}

/** An ops struct as a kernel declares it, in names of its own and with fewer ops. */
const OTHER_OPS = `
#define ub_table_ops io_pgtable_ops
struct io_pgtable_ops {
  int (*map_pages)(struct io_pgtable_ops *ops, unsigned long iova, unsigned long long paddr,
                   size_t pgsize, size_t pgcount, int prot, unsigned gfp, size_t *mapped);
  size_t (*unmap_pages)(struct io_pgtable_ops *ops, unsigned long iova, size_t pgsize,
                        size_t pgcount, struct ub_gather *gather);
  unsigned long long (*iova_to_phys)(struct io_pgtable_ops *ops, unsigned long iova);
};
`

test('the drivers compile over the ops struct of another page table', { skip }, () => {
  const compiler = ['gcc', 'clang'].find((command) => missing(command) === false) ?? 'cc'
  const header = join(folder, 'other-ops.h')
  writeFileSync(header, OTHER_OPS)
  const drivers = sources.filter((file) => file.startsWith('driver/'))
  assert.equal(drivers.length, 5)
  const { status, stderr } = check(compiler, [`-DUB_TABLE_OPS_HEADER="${header}"`], drivers)
  assert.equal(status, 0, stderr)
})

for (const compiler of ['gcc', 'clang']) {
  test(`${compiler} warns of one file among all`, { skip: missing(compiler) }, () => {
    const bad = join(folder, 'bad.c')
    writeFileSync(bad, 'char narrowed(int all);\nchar narrowed(int all) { return all; }\n')
    const { status, stderr } = check(compiler, [], [...sources.slice(0, 2), bad])
    assert.notEqual(status, 0)
    assert.match(stderr, /bad\.c:2:.*conversion/)
  })
}
