/** `npm run verify`: holds engines to the contract and to what they declare. */

import { InputError } from '../../engines/contract/index.js'
import { printableLines } from '../../reports/text/index.js'
import { isModulePath } from '../bench/worker/engine.js'
import { WorkerFailure } from '../bench/worker/handle.js'
import {
  Attendant,
  chooseCases,
  chooseEngines,
  type EngineReport,
  failedSelfTests,
  formatEngine,
  formatSeconds,
  formatTally,
  runSelfTests,
  selfTestLines,
  tallyOf,
  type VerifyCommandOptions,
  verifyEngine,
} from '../conformance/index.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { pool } from '../terminal/pool.js'
import { progressOn } from '../terminal/progress.js'
import { openKernels } from './kernels.js'

/** @returns the exit code: 1 where a case failed. */
export async function verify(
  {
    case: words,
    engine,
    hangTimeout,
    json,
    kernel,
    patch,
    runs,
    seed,
    verbose,
  }: VerifyCommandOptions,
  { stdout, stderr }: Io,
): Promise<number> {
  const cases = chooseCases(words)
  await openKernels({ kernel, patch }, progressOn(stderr))
  const engines = chooseEngines(engine).map((reference, at) => ({
    at,
    reference,
    attendant: new Attendant(reference, hangTimeout * 1000),
  }))
  const width = Math.max(...engines.map(({ reference }) => printableLines(reference).length))
  const look = { ...lookOf(stdout), verbose, width }
  const progress = progressOn(stderr)
  const reports: Array<EngineReport | undefined> = engines.map(() => undefined)
  const begin = performance.now()
  let printed = 0

  const interruption = new Interruption(
    () => {
      for (const { attendant } of engines) attendant.stop()
    },
    () => process.exit(EXIT_INTERRUPTED),
  )
  interruption.listen()
  try {
    await checkModules(engines)
    await pool(engines, async ({ at, attendant, reference }) => {
      if (interruption.requested) return
      progress.update(`verifying ${reference}`)
      const report = await verifyEngine(reference, attendant, { cases, runs, seed })
      attendant.stop()
      if (interruption.requested) return
      reports[at] = report
      // In the order asked for, whichever is done first.
      for (let next = reports[printed]; next !== undefined; next = reports[++printed]) {
        progress.end()
        if (!json) writeColoured(stdout, formatEngine(next, look))
      }
    })
  } catch (error) {
    if (!interruption.requested) throw error
  } finally {
    progress.end()
    for (const { attendant } of engines) attendant.stop()
    interruption.stopListening()
  }
  if (interruption.requested) return EXIT_INTERRUPTED

  const selfTests = await runSelfTests()
  const finished = reports.filter((report) => report !== undefined)
  const tally = tallyOf(finished)
  const milliseconds = performance.now() - begin
  if (json) {
    stdout.write(
      `${JSON.stringify({ engines: finished, selfTests, ...tally, milliseconds }, null, 2)}\n`,
    )
  } else {
    for (const line of selfTests.flatMap((one) => selfTestLines(one, verbose)))
      stdout.write(`${line}\n`)
    const all = verbose ? '' : '; npm run verify -- --verbose prints every case'
    stdout.write(`Engines: ${finished.length}, in ${formatSeconds(milliseconds)}${all}.\n`)
    stdout.write(`${formatTally(tally)}\n`)
  }
  return tally.failed > 0 || selfTests.some(failedSelfTests) ? EXIT.failed : EXIT.ok
}

/**
 * Modules are looked at before anything is verified: one of them may be no engine.
 *
 * @throws InputError naming the module and what is wrong with it.
 */
async function checkModules(
  engines: ReadonlyArray<{ reference: string; attendant: Attendant }>,
): Promise<void> {
  for (const { attendant, reference } of engines) {
    if (!isModulePath(reference)) continue
    try {
      await attendant.request({ type: 'declared' })
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error
      throw new InputError(`engine ${reference} cannot be loaded: ${error.message.split('\n')[0]}`)
    }
  }
}
