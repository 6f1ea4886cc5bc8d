/** Builds the programs of engines/native/soak with sanitizers. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { InputError, projectRoot } from '../../../engines/contract/index.js'
import { nativeFolder } from '../../../engines/native/index.js'

/** What a program is made to do. */
export type SoakProgram = 'random' | 'fuzz'

/** Undefined behaviour ends the program, as an access out of bounds does. */
const FLAGS = ['-std=c11', '-O1', '-g', '-fno-omit-frame-pointer', '-fno-sanitize-recover=all']

const SANITIZERS: Record<SoakProgram, string> = {
  random: '-fsanitize=address,undefined',
  fuzz: '-fsanitize=address,undefined,fuzzer',
}

/** The file with the program's entry, which the other program is built without. */
const ENTRIES: Record<SoakProgram, string> = {
  random: join('soak', 'main.c'),
  fuzz: join('soak', 'fuzz.c'),
}

/** Folders of what Node alone needs, and of what is no engine. */
const LEFT_OUT = ['checks', 'instructions', 'limits', 'node', 'probes', 'retpoline']

/** The compilers that are tried for a program, in order; only clang has the fuzzer. */
const COMPILERS: Record<SoakProgram, readonly string[]> = {
  random: ['gcc', 'clang', 'cc'],
  fuzz: ['clang'],
}

export interface BuiltProgram {
  path: string
  compiler: string
}

/**
 * Builds a program with the first compiler that can.
 *
 * @returns `undefined` where no compiler has the sanitizers.
 * @throws InputError with the compiler's message where the sources do not compile.
 */
export function buildProgram(program: SoakProgram): BuiltProgram | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-soak-'))
  const compiler = COMPILERS[program].find((one) => canBuild(one, program, folder))
  if (compiler === undefined) return undefined
  const path = join(folder, program)
  const native = join(projectRoot(), 'engines', 'native')
  const { status, stderr } = spawnSync(
    compiler,
    [
      ...FLAGS,
      SANITIZERS[program],
      // What is generated of the vocabulary is in the build.
      ...['-I', native, '-I', nativeFolder()],
      ...sourcesOf(native, program),
      ...['-o', path],
    ],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new InputError(`${compiler} failed to build the soak:\n${stderr.trim()}`)
  return { path, compiler }
}

/** Whether a compiler is there and has the sanitizers' libraries. */
function canBuild(compiler: string, program: SoakProgram, folder: string): boolean {
  const main =
    program === 'fuzz'
      ? '#include <stddef.h>\n#include <stdint.h>\nint LLVMFuzzerTestOneInput(const uint8_t *b, size_t n) { return b != NULL && n > 1 ? 0 : 0; }\n'
      : 'int main(void) { return 0; }\n'
  const args = ['-x', 'c', SANITIZERS[program], '-', '-o', join(folder, 'probe')]
  return spawnSync(compiler, args, { input: main }).status === 0
}

function sourcesOf(native: string, program: SoakProgram): string[] {
  const others = Object.values(ENTRIES).filter((entry) => entry !== ENTRIES[program])
  return readdirSync(native, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.c') && !others.includes(file))
    .filter((file) => !LEFT_OUT.includes(file.split(sep)[0]))
    .map((file) => join(native, file))
    .sort()
}
