/** `npm run bench -- --tape FILE`: runs what a row crashed on again. */

import { loadCrash, replay } from '../../bench/crash/index.js'
import { formatsOfCells } from '../../bench/selection/formats-of-cells.js'
import { selectEngines } from '../../bench/selection/select-engines.js'
import { WorkerFailure } from '../../processes/failure.js'
import { EXIT, type Io } from '../../terminal/io.js'
import { progressOn } from '../../terminal/progress.js'

/**
 * @param engines to replay it on instead of its own.
 * @returns the exit code: 1 where an engine fails on the tape.
 */
export async function replayTape(
  path: string,
  engines: readonly string[],
  hangMs: number,
  { spawn, stderr, stdout }: Io,
): Promise<number> {
  const crash = loadCrash(path)
  const named = engines.length > 0 ? engines : [crash.engine]
  const ofCells = formatsOfCells([crash])
  const chosen = await selectEngines({ timed: named, counted: [], ofCells }, hangMs, spawn)
  const progress = progressOn(stderr)
  const operations = crash.tape.op.length
  stdout.write(
    `${path}: ${crash.engine} ${crash.failure.kind} in ${crash.cell}, ${operations} operations\n`,
  )
  let failed = false
  for (const { description, named: name, reference } of chosen) {
    // The baseline is among those that are chosen, requested or not.
    if (!named.includes(name)) continue
    let doing = 'start'
    const onStep = (step: string) => {
      doing = step
      progress.update(`${description.id}: ${step}`)
    }
    try {
      await replay({ ...crash, engine: reference }, hangMs, onStep, spawn)
      progress.end()
      stdout.write(`  ${description.id}: nothing fails: gate, counts and cycles end well\n`)
    } catch (error) {
      progress.end()
      if (!(error instanceof WorkerFailure)) throw error
      failed = true
      stdout.write(`  ${description.id}: ${error.kind} (${doing}): ${error.message}\n`)
    }
  }
  return failed ? EXIT.failed : EXIT.ok
}
