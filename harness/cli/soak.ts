/** `npm run soak`: proofs that take long. */
import { Command } from 'commander'
import { InputError, nearest } from '../../engines/contract/index.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import { EXIT, type Io } from '../terminal/io.js'
import { parseOptions } from '../terminal/parse-options.js'
import { progressOn } from '../terminal/progress.js'
import { SOAK_PARTS, SoakFailure, type SoakPart, soakOptionsSchema } from '../tools/soak/index.js'
import type { MakeCommand } from './command.js'

export const soakCommand: MakeCommand = (io, finish) =>
  new Command('soak')
    .usage('-- [PART...] [OPTIONS]')
    .description('Proofs that take long, part by part; Ctrl-C ends them with what was done.')
    .argument('[part...]', `${SOAK_PARTS.map(({ name }) => name).join(', ')}; all by default`)
    .option('--operations <n>', 'random operations', '10000000')
    .option('--lines <n>', 'lines of traces to parse', '1000000')
    .option('--seconds <n>', 'time for the fuzzer; 0 leaves it out', '120')
    .option('--kills <n>', 'times that a run is killed and resumed', '100')
    .option('--seed <n>', 'seed of what is random', '1')
    .addHelpText(
      'after',
      `\nParts:\n${SOAK_PARTS.map(({ name, summary }) => `  ${name}  ${summary}`).join('\n')}`,
    )
    .action(async (parts: string[], options: Record<string, unknown>) =>
      finish(await soak(parts, options, io)),
    )

/**
 * @param names parts to run; all where there are none.
 * @returns the exit code: 1 where a part failed.
 * @throws InputError for a part or a value that is none.
 */
async function soak(
  names: readonly string[],
  raw: Record<string, unknown>,
  { stderr, stdout }: Io,
): Promise<number> {
  const options = parseOptions(soakOptionsSchema, raw)
  const parts = chooseParts(names)
  const progress = progressOn(stderr)
  const actions: Array<() => void> = []
  const interruption = new Interruption(() => {
    progress.note('Stopping with what is done; Ctrl-C again stops at once.')
    for (const action of actions) action()
  })
  interruption.listen()
  let failed = false
  try {
    for (const part of parts) {
      if (interruption.requested) break
      const print = (line: string) => {
        progress.end()
        stdout.write(`${part.name}: ${line}\n`)
      }
      try {
        const found = await part.run(options, {
          doing: (text) => progress.update(`${part.name}: ${text}`),
          stopping: () => interruption.requested,
          onStop: (action) => actions.push(action),
          print,
        })
        if (found !== undefined) print(found)
      } catch (error) {
        if (!(error instanceof SoakFailure)) throw error
        failed = true
        progress.end()
        if (error.output !== '') stdout.write(`${error.output.trim()}\n`)
        print(error.message)
      }
    }
  } finally {
    progress.end()
    interruption.stopListening()
  }
  if (failed) return EXIT.failed
  return interruption.requested ? EXIT_INTERRUPTED : EXIT.ok
}

function chooseParts(names: readonly string[]): readonly SoakPart[] {
  const known = SOAK_PARTS.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new InputError(
      `soak has no part ${unknown}${nearest(unknown, known)}; it has ${known.join(', ')}`,
    )
  }
  return names.length === 0 ? SOAK_PARTS : SOAK_PARTS.filter(({ name }) => names.includes(name))
}
