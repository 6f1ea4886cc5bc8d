/** The programs of engines/native/soak, built with sanitizers; their objects are kept by content. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { eachAtOnce, InputError, projectRoot } from '../../contract/index.js'
import { nativeFolder } from '../build-report.js'
import { ObjectCache } from '../object-cache.js'
import { runCompiler } from '../run-compiler.js'
import { objectsBeside } from './build-into.js'
import { findCompiler, type KnownCompiler } from './compilers.js'
import { keyOfObject } from './object-key.js'

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

export interface SanitizedProgram {
  path: string
  /** The compiler's command. */
  compiler: string
}

/**
 * Builds a program into a folder of its own, with the first compiler that can.
 *
 * @param compilers that are tried, in order.
 * @returns `undefined` where none of them has the sanitizers.
 * @throws InputError with the compiler's message where the sources do not compile.
 */
export async function buildSanitized(
  program: SoakProgram,
  compilers = COMPILERS[program],
): Promise<SanitizedProgram | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-soak-'))
  const compiler = compilers
    .flatMap((command) => findCompiler([command]) ?? [])
    .find((one) => canBuild(one, program, folder))
  if (compiler === undefined) {
    rmSync(folder, { recursive: true })
    return undefined
  }
  const path = join(folder, program)
  const native = join(projectRoot(), 'engines', 'native')
  const flags = [...FLAGS, SANITIZERS[program]]
  const run = async (args: readonly string[]) => {
    const stderr = await runCompiler(compiler.command, [...flags, ...args])
    if (stderr === undefined) return
    rmSync(folder, { recursive: true, force: true })
    throw new InputError(`${compiler.command} failed to build the soak:\n${stderr.trim()}`)
  }
  // What is generated of the vocabulary is in the build.
  const includes = [native, nativeFolder()]
  const cache = new ObjectCache(objectsBeside(nativeFolder()))
  const sources = sourcesOf(native, program)
  const objectOf = (source: string) => join(folder, source.replace(/\.c$/, '.o'))
  await eachAtOnce(sources, async (source) => {
    const object = objectOf(source)
    mkdirSync(dirname(object), { recursive: true })
    const key = keyOfObject(compiler, source, flags, includes)
    if (cache.take(key, object)) return
    const where = includes.flatMap((one) => ['-I', one])
    await run([...where, '-c', join(native, source), '-o', object])
    cache.add(key, object)
  })
  await run([...sources.map(objectOf), '-o', path])
  return { path, compiler: compiler.command }
}

/** Whether a compiler has the sanitizers' libraries. */
function canBuild({ command }: KnownCompiler, program: SoakProgram, folder: string): boolean {
  const main =
    program === 'fuzz'
      ? '#include <stddef.h>\n#include <stdint.h>\nint LLVMFuzzerTestOneInput(const uint8_t *b, size_t n) { return b != NULL && n > 1 ? 0 : 0; }\n'
      : 'int main(void) { return 0; }\n'
  const args = ['-x', 'c', SANITIZERS[program], '-', '-o', join(folder, 'probe')]
  return spawnSync(command, args, { input: main }).status === 0
}

function sourcesOf(native: string, program: SoakProgram): string[] {
  const others = Object.values(ENTRIES).filter((entry) => entry !== ENTRIES[program])
  return readdirSync(native, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.c') && !others.includes(file))
    .filter((file) => !LEFT_OUT.includes(file.split(sep)[0]))
    .sort()
}
