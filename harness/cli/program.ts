/** The command line: a list of commands. */
import { Command } from 'commander'
import type { Io } from '../terminal/io.js'
import { keptHint } from '../terminal/npm-options.js'
import { typedName } from '../terminal/typed.js'
import { projectVersion } from '../version.js'
import type { MakeCommand } from './command.js'
import { isCheckout } from './runs/runs-folder.js'

type Commands = Readonly<Record<string, () => Promise<MakeCommand>>>

/** Each is loaded when it is wanted, since some load much: a file a command, named after it. */
const COMMANDS: Commands = {
  bench: async () => (await import('./bench.js')).benchCommand,
  limits: async () => (await import('./limits.js')).limitsCommand,
  verify: async () => (await import('./verify.js')).verifyCommand,
  explain: async () => (await import('./explain.js')).explainCommand,
  trace: async () => (await import('./trace.js')).traceCommand,
  capture: async () => (await import('./capture.js')).captureCommand,
  report: async () => (await import('./report.js')).reportCommand,
  history: async () => (await import('./history.js')).historyCommand,
  kernels: async () => (await import('./kernels.js')).kernelsCommand,
  compare: async () => (await import('./compare.js')).compareCommand,
  merge: async () => (await import('./merge.js')).mergeCommand,
  results: async () => (await import('./results.js')).resultsCommand,
}

/** Long proofs and checks of the tests, and what writes the project's own pages: a packed copy has none of their files. */
const CHECKOUT_COMMANDS: Commands = {
  soak: async () => (await import('./soak.js')).soakCommand,
  calibrate: async () => (await import('./calibrate.js')).calibrateCommand,
  mutate: async () => (await import('./mutate.js')).mutateCommand,
  reference: async () => (await import('./reference.js')).referenceCommand,
}

/**
 * @param finish is called with the exit code of the command that runs.
 * @param name of the one command that is wanted; all are there where it is none of them.
 */
export async function buildProgram(
  io: Io,
  finish: (code: number) => void,
  name?: string,
): Promise<Command> {
  const program = new Command(typedName() ?? 'npm run')
    .version(projectVersion())
    .description(
      'What IOMMU map and unmap calls cost, by the way they are cut into page-table calls',
    )
    .usage('COMMAND [-- OPTIONS]')
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      subcommandDescription: (command) => firstSentence(command.description()),
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(complaint(text)),
    })
  const all = { ...COMMANDS, ...(isCheckout() && CHECKOUT_COMMANDS) }
  const wanted = Object.entries(all).filter(([one]) => one === name)
  for (const [, load] of wanted.length > 0 ? wanted : Object.entries(all)) {
    const make = await load()
    program.addCommand(make(io, finish).allowExcessArguments(false).copyInheritedSettings(program))
  }
  return program
}

function firstSentence(text: string): string {
  return text.replace(/\. .*/, '.')
}

/** A complaint of commander's, on one line. */
function complaint(text: string): string {
  const line = text.replace(/^error: /, '').replace(/\n(?=\(Did)/, ' ')
  return line.startsWith('too many arguments') ? `${line.trimEnd()}${keptHint(line)}\n` : line
}
