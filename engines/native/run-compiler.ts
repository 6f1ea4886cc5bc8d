import { spawn } from 'node:child_process'

/**
 * Runs a C compiler.
 *
 * @param command with what stands before all arguments, as in `ccache gcc`.
 * @returns what it complained of where it failed; `undefined` where it did not.
 */
export function runCompiler(command: string, args: readonly string[]): Promise<string | undefined> {
  const [program, ...prefix] = command.split(/\s+/)
  return new Promise((done) => {
    // Its messages are read: they are to be in the language that they are looked for in.
    const env = { ...process.env, LC_ALL: 'C' }
    const child = spawn(program, [...prefix, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += text
    })
    child.on('error', (error) => done(error.message))
    child.on('close', (status) => done(status === 0 ? undefined : stderr))
  })
}
