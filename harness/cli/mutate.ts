/** `npm run mutate`: plants faults from a fixed list, and says which of them no test catches. */
import { join } from 'node:path'
import { Command } from 'commander'
import { InputError, nearest, projectRoot } from '../../engines/contract/index.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import { EXIT, type Io } from '../terminal/io.js'
import { progressOn } from '../terminal/progress.js'
import {
  FAULTS,
  type Fault,
  Found,
  problemsOf,
  survived,
  textOf,
  tryFaults,
} from '../tools/mutate/index.js'
import type { MakeCommand } from './command.js'

export const mutateCommand: MakeCommand = (io, finish) =>
  new Command('mutate')
    .usage('-- [WORD...] [OPTIONS]')
    .description(
      `Plants ${FAULTS.length} realistic faults, one at a time, each in a copy of the tree, and runs the quickest tests that should see it; survivors are printed first.`,
    )
    .argument('[word...]', 'faults whose file or sentence holds one of them; all by default')
    .option('--check', 'only look whether each fault still applies to the sources')
    .option('--list', 'print the faults, and try none')
    .addHelpText(
      'after',
      `
Ctrl-C stops it and prints what was found; the same command resumes where the sources are the same.

Examples:
  npm run mutate -- gather          faults of the gather
  npm run mutate -- --check         whether the list fits the sources

Exit code: 0 all caught, 1 some survived, 2 one does not apply or compile, or a test fails without any,
130 stopped by Ctrl-C.`,
    )
    .action(async (words: string[], { check, list }: { check?: boolean; list?: boolean }) => {
      const faults = choose(words)
      if (list) {
        for (const { file, says } of faults) io.stdout.write(`${file}: ${says}\n`)
        return finish(EXIT.ok)
      }
      requireApplying(faults)
      if (check) {
        io.stdout.write(`${faults.length} faults apply.\n`)
        return finish(EXIT.ok)
      }
      finish(await mutate(faults, io))
    })

function choose(words: readonly string[]): readonly Fault[] {
  if (words.length === 0) return FAULTS
  const holds = ({ file, says }: Fault, word: string) => file.includes(word) || says.includes(word)
  const unknown = words.find((word) => !FAULTS.some((fault) => holds(fault, word)))
  if (unknown !== undefined) {
    const known = FAULTS.map(({ file }) => file)
    throw new InputError(`no fault's file or sentence holds ${unknown}${nearest(unknown, known)}`)
  }
  return FAULTS.filter((fault) => words.some((word) => holds(fault, word)))
}

function requireApplying(faults: readonly Fault[]): void {
  const root = projectRoot()
  const problems = problemsOf(faults, root, join(root, 'dist'))
  if (problems.length > 0) throw new InputError(problems.join('\n'))
}

async function mutate(faults: readonly Fault[], { stderr, stdout }: Io): Promise<number> {
  const root = projectRoot()
  const found = new Found(root)
  const progress = progressOn(stderr)
  const stop = new AbortController()
  const interruption = new Interruption(
    () => {
      progress.note('Stopping; Ctrl-C again stops at once.')
      stop.abort()
    },
    () => process.exit(EXIT_INTERRUPTED),
  )
  interruption.listen()
  try {
    const known = faults.filter((fault) => found.of(fault) !== undefined).length
    if (known > 0) progress.note(`Resuming: ${known} of ${faults.length} are known already.`)
    const tried = await tryFaults(root, faults, {
      known: (fault) => found.of(fault),
      found: (one) => {
        found.save(one.fault, one.outcome)
        if (survived(one)) progress.note(`survived: ${one.fault.file}: ${one.fault.says}`)
      },
      doing: (text) => progress.update(text),
      signal: stop.signal,
    })
    progress.end()
    stdout.write(textOf(tried))
    if (interruption.requested) return EXIT_INTERRUPTED
    found.forget(faults)
    if (tried.some(({ outcome }) => outcome.kind === 'does-not-build')) return EXIT.badInput
    return tried.some(survived) ? EXIT.failed : EXIT.ok
  } finally {
    progress.end()
    interruption.stopListening()
  }
}
