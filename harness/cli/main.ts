import { CommanderError } from 'commander'
import { InputError } from '../../engines/contract/index.js'
import { printableLines } from '../../reports/text/index.js'
import { letListenerGo, letReaderGo } from '../terminal/broken-pipe.js'
import { emptyWord } from '../terminal/empty-word.js'
import { EXIT, type Io } from '../terminal/io.js'
import { keptByNpm } from '../terminal/npm-options.js'
import { safeIo } from '../terminal/safe-io.js'
import { typedAs, typedName } from '../terminal/typed.js'
import { buildProgram } from './program.js'

/**
 * Runs a command line such as `['bench', '--suite', 'smoke']`.
 *
 * @returns the exit code; what is wrong with the input is one line on stderr.
 */
export async function main(args: readonly string[], streams?: Io): Promise<number> {
  // To git bisect an exit code of 2 would say that the tree is bad.
  const isBisecting = args.some((arg) => /^--bad(=|$)/.test(arg))
  const badInput = isBisecting ? EXIT.bisectAbort : EXIT.badInput
  const name = typedName()
  const io = safeIo(
    streams ?? ownStreams(badInput),
    name === undefined ? undefined : (text) => typedAs(name, text),
  )
  try {
    const empty = emptyWord(args)
    if (empty !== undefined) throw new InputError(empty)
    let code: number = EXIT.ok
    const finish = (result: number) => {
      code = result
    }
    const program = await buildProgram(io, finish, args[0])
    const command = program.commands.find((one) => one.name() === args[0])
    const kept = command && keptByNpm(command, args.slice(1))
    if (kept !== undefined) throw new InputError(kept)
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : badInput
    if (error instanceof InputError || isOfFiles(error)) {
      io.stderr.write(`${error.message}\n`)
      return badInput
    }
    // Node writes the stack of what nobody catches as it is.
    if (error instanceof Error && error.stack) error.stack = printableLines(error.stack)
    if (!isBisecting) throw error
    io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return EXIT.bisectAbort
  }
}

/** What the system said of a file: it names the call and the path, and a stack says no more. */
function isOfFiles(error: unknown): error is Error {
  return error instanceof Error && ['code', 'path', 'syscall'].every((name) => name in error)
}

/** Both may be read by `head`. */
function ownStreams(badInput: number): Io {
  letReaderGo(process.stdout, badInput)
  letListenerGo(process.stderr)
  return { stdout: process.stdout, stderr: process.stderr }
}
