/** C compilers of this machine, by what they say of themselves. */
import { spawnSync } from 'node:child_process'
import type { Compiler } from '../build-report.js'

export interface KnownCompiler extends Compiler {
  family: 'gcc' | 'clang'
  /** The architecture that it compiles for, as Node names them. */
  arch: string
}

/** The first of `commands` that runs. */
export function findCompiler(commands: readonly string[]): KnownCompiler | undefined {
  for (const command of commands) {
    const { status, stdout } = run(command, ['--version'])
    if (status !== 0) continue
    const family = /clang/i.test(stdout) ? 'clang' : 'gcc'
    return { command, version: stdout.split('\n')[0].trim(), family, arch: archOf(command) }
  }
  return undefined
}

/** Those for another machine are named after it: `aarch64-linux-gnu-gcc`. */
function archOf(command: string): string {
  return /\baarch64-/.test(command) ? 'arm64' : process.arch
}

/** Whether a compiler knows flags. */
export function knows({ command }: Compiler, flags: readonly string[]): boolean {
  const args = [...flags, '-x', 'c', '-c', '-', '-o', '/dev/null']
  return run(command, args, 'int x;\n').status === 0
}

/** Why a program of one line cannot be built (a compiler without a C library), if it cannot. */
export function whyNoProgram({ command }: Compiler, output: string): string | undefined {
  const input = '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n'
  const { status, stderr } = run(command, ['-x', 'c', '-', '-o', output], input)
  return status === 0 ? undefined : (firstError(stderr) ?? `it ended with status ${status}`)
}

export function firstError(stderr: string): string | undefined {
  return stderr.split('\n').find((line) => /error/.test(line))
}

/** @param command with what stands before all arguments, as in `ccache gcc`. */
function run(command: string, args: readonly string[], input = '') {
  const [program, ...prefix] = command.split(/\s+/)
  const env = { ...process.env, LC_ALL: 'C' }
  return spawnSync(program, [...prefix, ...args], { input, encoding: 'utf8', env })
}
