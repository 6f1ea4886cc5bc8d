/**
 * The conformance suite and tier native's own tests on modules that are built with sanitizers, in
 * Node processes that the sanitizers' libraries are loaded into first.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { inTemporaryFolder, projectRoot } from '../../../engines/contract/index.js'
import { BUILT_IN_ENGINES } from '../../../engines/index.js'
import { endOf, start, startCommand } from './child.js'
import { type SoakContext, SoakFailure, type SoakPart } from './part.js'

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
async function verifySanitized(folder: string, context: SoakContext): Promise<string | undefined> {
  const libraries = ['libasan.so', 'libubsan.so'].map(libraryOf)
  if (libraries.some((path) => path === undefined) || process.platform !== 'linux') {
    return 'gcc with its sanitizers is not there; apt-get install gcc adds it'
  }
  context.doing('building the modules with sanitizers')
  const native = join(projectRoot(), 'dist', 'engines', 'native')
  const built = spawnSync(process.execPath, [join(native, 'build', 'main.js'), folder], {
    env: { ...process.env, CC: `gcc ${SANITIZERS}` },
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new SoakFailure('the modules cannot be built', built.stderr)
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
  const tests = TESTS.map((name) => join(native, `${name}.test.js`))
  const steps = [
    {
      what: `the conformance suite on ${engines.length} engines`,
      begin: () => startCommand(['verify', ...PATIENT, '--engine', ...engines], { environment }),
    },
    {
      what: `tests of ${TESTS.join(', ')}`,
      begin: () => start(process.execPath, ['--test', ...tests], { environment }),
    },
  ]
  for (const { begin, what } of steps) {
    if (context.stopping()) break
    context.doing(what)
    const { output, well } = await endOf(begin(), context)
    if (context.stopping()) break
    if (!well) throw new SoakFailure(`${what} failed under ASan and UBSan`, output)
    context.print(`${what}: clean (ASan and UBSan)`)
  }
  return undefined
}

/** The path of a library of gcc's; `undefined` where gcc has it not. */
function libraryOf(name: string): string | undefined {
  const { status, stdout } = spawnSync('gcc', [`-print-file-name=${name}`], { encoding: 'utf8' })
  const path = stdout?.trim() ?? ''
  return status === 0 && path.includes('/') ? path : undefined
}
