import { execFile } from 'node:child_process'

/**
 * Runs a C compiler.
 *
 * @param command with what stands before all arguments, as in `ccache gcc`.
 * @returns what it complained of where it failed; `undefined` where it did not.
 */
export function runCompiler(command: string, args: readonly string[]): Promise<string | undefined> {
  const [program, ...prefix] = command.split(/\s+/)
  // Its messages are read: they are to be in the language that they are looked for in.
  const options = { env: { ...process.env, LC_ALL: 'C' }, maxBuffer: Number.POSITIVE_INFINITY }
  return new Promise((done) => {
    execFile(program, [...prefix, ...args], options, (error, _stdout, stderr) => {
      if (error === null) done(undefined)
      else done(typeof error.code === 'string' ? error.message : stderr)
    })
  })
}
