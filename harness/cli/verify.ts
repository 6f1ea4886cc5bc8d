/** `npm run verify`: checks engines against the contract and against what they declare. */

import { Command, Option } from 'commander'
import { z } from 'zod'
import { eachAtOnce } from '../../engines/contract/index.js'
import { PLAIN_BUILDS, SELF_TEST } from '../../engines/linux/index.js'
import { printableLines } from '../../reports/text/index.js'
import {
  Attendant,
  chooseCases,
  chooseReferences,
  type EngineReport,
  failedSelfTests,
  formatEngine,
  formatSeconds,
  formatTally,
  runSelfTests,
  type SpareProcesses,
  selfTestLines,
  tallyOf,
  verifiedKtap,
  verifyEngine,
} from '../conformance/index.js'
import { isModulePath } from '../engine/reference.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { nameList } from '../terminal/name-list.js'
import { parseOptions, secondsOption, wholeNumber } from '../terminal/parse-options.js'
import { progressOn } from '../terminal/progress.js'
import { requireKernel } from '../terminal/require-kernel.js'
import type { MakeCommand } from './command.js'
import { isKernelVariant, openKernels } from './open-kernels.js'

const EXAMPLES = `
Examples:
  npm run verify                                   all built-in engines, in under a minute
  npm run verify -- --engine ./my-engine.ts        an engine of your own
  npm run verify -- --engine ./my-format.ts        a page-table format of your own, by all call shapes
  npm run verify -- --engine ts/punt,native/punt   two engines
  npm run verify -- --engine ts/punt --verbose     every case, and where it comes from
  npm run verify -- --kernel ~/src/linux@v6.12     a kernel's own code, and its self-tests
  npm run verify -- --case rollback 'a hole'       the cases whose names hold one of these words
  npm run verify -- --runs 1e5 --seed 7            and 100000 random operations an engine
  npm run -s verify -- --json | jq .failed         for scripts
  npm run -s verify -- --format ktap               for kernel CI

A case runs on sessions of its own. It sees of an engine what a caller sees (what is mapped, what
calls return, which tables are lost) and what the engine reports to its probe: invalidations,
write-backs, barriers, tables freed, and in which order.

An engine declares what it does where engines may differ (semantics in engines/contract/engine.ts)
and is held to that. A case that says nothing of an engine is "n/a", with the reason, and no pass.

An engine runs in a process in which no other failed; one that throws, hangs (--hang-timeout) or
dies fails the case at hand, and the next case starts another process.

Exit code: 0 no case failed, 1 a case failed, 2 the command line or a file cannot be used,
130 stopped by Ctrl-C.`

const FORMATS = ['terminal', 'ktap'] as const

const optionsSchema = z.object({
  engine: nameList,
  kernel: z.array(z.string()).default([]),
  patch: z.array(z.string()).default([]),
  config: nameList,
  case: z.array(z.string()).default([]),
  runs: wholeNumber(0),
  seed: wholeNumber(0, 2 ** 31 - 1),
  hangTimeout: secondsOption,
  verbose: z.boolean().default(false),
  json: z.boolean().default(false),
  format: z.enum(FORMATS).default('terminal'),
})

export const verifyCommand: MakeCommand = (io, finish) =>
  new Command('verify')
    .usage('[-- OPTIONS]')
    .description(
      "Checks engines against the contract and against what they declare: cases from the kernel's own tests and from its bug history. A line an engine, and every case that failed.",
    )
    .option(
      '--engine <id|file...>',
      'engines to verify; by default all built-in ones, or with --kernel those of the trees',
    )
    .option(
      '--kernel <tree...>',
      "a kernel's own page-table code, and its own self-tests: a folder, a clone with @REVISION, a tarball",
    )
    .option('--patch <file...>', 'and once more with a patch applied to each tree')
    .option('--config <symbol...>', 'set what its files ask for: CONFIG_X=y,CONFIG_Y=n')
    .option('--case <word...>', 'cases whose names hold one of these; all by default')
    .option('--runs <n>', 'random operations an engine behind the cases, against the model', '0')
    .option('--seed <n>', 'seed of the random operations', '1')
    .option('--hang-timeout <seconds>', 'how long an engine may take for one case', '30')
    .option('--verbose', 'print every case and its source, not only those that failed')
    .option('--json', 'print the results as JSON')
    .addOption(
      new Option('--format <name>', 'terminal, or ktap for kernel CI')
        .choices(FORMATS)
        .conflicts('json'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (raw: Record<string, unknown>) => {
      finish(await verify(parseOptions(optionsSchema, raw), io))
    })

/** @returns the exit code: 1 where a case failed. */
async function verify(
  options: z.infer<typeof optionsSchema>,
  { spawn, stdout, stderr }: Io,
): Promise<number> {
  const { engine, format, hangTimeout, json, runs, seed, verbose } = options
  requireKernel(options)
  const cases = chooseCases(options.case)
  const builds = engine.some(isKernelVariant) ? undefined : [...PLAIN_BUILDS, SELF_TEST]
  await openKernels({ ...options, builds }, progressOn(stderr))
  const chosen = await chooseReferences(engine, hangTimeout * 1000, spawn)
  const spare: SpareProcesses = []
  const engines = chosen.map((reference, at) => ({
    at,
    reference,
    attendant: new Attendant(reference, hangTimeout * 1000, spare, spawn),
  }))
  const width = Math.max(...engines.map(({ reference }) => printableLines(reference).length))
  const style = { ...lookOf(stdout), verbose, width }
  const progress = progressOn(stderr)
  const reports: Array<EngineReport | undefined> = engines.map(() => undefined)
  const begin = performance.now()
  let printed = 0

  const interruption = new Interruption(() => {
    for (const { attendant } of engines) attendant.stop()
  })
  interruption.listen()
  try {
    await eachAtOnce(engines, async ({ at, attendant, reference }) => {
      if (interruption.requested) return
      progress.update(`verifying ${reference}`)
      const report = await verifyEngine(reference, attendant, { cases, runs, seed })
      // What broke may have broken more than its own; a module may have changed anything.
      if (isModulePath(reference) || tallyOf([report]).failed > 0) attendant.stop()
      else attendant.release()
      if (interruption.requested) return
      reports[at] = report
      // In the requested order, whichever is done first.
      for (let next = reports[printed]; next !== undefined; next = reports[++printed]) {
        progress.end()
        if (!json && format === 'terminal') writeColoured(stdout, formatEngine(next, style))
      }
    })
  } catch (error) {
    if (!interruption.requested) throw error
  } finally {
    progress.end()
    for (const { attendant } of engines) attendant.stop()
    for (const worker of spare) worker.stop()
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
  } else if (format === 'ktap') {
    stdout.write(verifiedKtap(finished, selfTests))
  } else {
    for (const line of selfTests.flatMap((one) => selfTestLines(one, verbose)))
      stdout.write(`${line}\n`)
    const all = verbose ? '' : '; npm run verify -- --verbose prints every case'
    stdout.write(`Engines: ${finished.length}, in ${formatSeconds(milliseconds)}${all}.\n`)
    stdout.write(`${formatTally(tally)}\n`)
  }
  return tally.failed > 0 || selfTests.some(failedSelfTests) ? EXIT.failed : EXIT.ok
}
