/**
 * The conformance suite and tier native's own tests on modules that are built with sanitizers, in
 * Node processes that the sanitizers' libraries are loaded into first.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { inTemporaryFolder, projectRoot } from '../../../engines/contract/index.js'
import { BUILT_IN_ENGINES } from '../../../engines/index.js'
import { start, startCommand } from './child.js'
import type { SoakContext, SoakOutcome, SoakPart } from './part.js'

const SANITIZERS = '-fsanitize=address,undefined -fno-sanitize-recover=all'

/** Sanitizers make a case take several times as long, and this runs beside others. */
const PATIENT = ['--hang-timeout', '300']

/** Tests that hold the tier to tier ts: counts and random operations. */
const TESTS = ['counts', 'random']

export const verifySoak: SoakPart = {
  name: 'verify',
  summary: 'verify and the tests of tier native, its modules built with the sanitizers',
  run: (_, context) =>
    inTemporaryFolder('unmap-bench-sanitized-', (folder) => verifySanitized(folder, context)),
}

/** @param folder for the modules that it builds. */
async function verifySanitized(folder: string, context: SoakContext): Promise<SoakOutcome> {
  const libraries = ['libasan.so', 'libubsan.so'].map(libraryOf)
  if (libraries.some((path) => path === undefined) || process.platform !== 'linux') {
    context.print('verify: gcc with its sanitizers is not there; apt-get install gcc adds it')
    return 'absent'
  }
  context.progress.update('verify: building the modules with sanitizers')
  const build = join(projectRoot(), 'dist', 'engines', 'native', 'build', 'main.js')
  const built = spawnSync(process.execPath, [build, folder], {
    env: { ...process.env, CC: `gcc ${SANITIZERS}` },
    encoding: 'utf8',
  })
  if (built.status !== 0) {
    context.print(built.stderr.trim())
    return 'failed'
  }
  const environment = {
    UNMAP_BENCH_NATIVE: folder,
    LD_PRELOAD: libraries.join(' '),
    // Node itself frees little when it ends.
    ASAN_OPTIONS: 'detect_leaks=0',
  }
  // One format: the others are the same code with other constants.
  const engines = BUILT_IN_ENGINES.filter(
    ({ format, tier }) => tier === 'native' && format === 'arm-lpae-4k',
  ).map(({ id }) => id)
  const tests = TESTS.map((name) =>
    join(projectRoot(), 'dist', 'engines', 'native', `${name}.test.js`),
  )
  const steps = [
    {
      what: `the conformance suite on ${engines.length} engines`,
      begin: () => startCommand(['verify', ...PATIENT, '--engine', ...engines], environment),
    },
    {
      what: `tests of ${TESTS.join(', ')}`,
      begin: () => start(process.execPath, ['--test', ...tests], projectRoot(), environment),
    },
  ]
  for (const { begin, what } of steps) {
    if (context.stopping()) return 'clean'
    context.progress.update(`verify: ${what}`)
    const { child, ended } = begin()
    context.onStop(() => child.kill('SIGTERM'))
    const { output, well } = await ended
    if (!well && !context.stopping()) {
      context.print(output.trim())
      context.print(`verify: ${what} failed under ASan and UBSan`)
      return 'failed'
    }
    if (!context.stopping()) context.print(`verify: ${what}: clean (ASan and UBSan)`)
  }
  return 'clean'
}

/** The path of a library of gcc's; `undefined` where gcc has it not. */
function libraryOf(name: string): string | undefined {
  const { status, stdout } = spawnSync('gcc', [`-print-file-name=${name}`], { encoding: 'utf8' })
  const path = stdout?.trim() ?? ''
  return status === 0 && path.includes('/') ? path : undefined
}
