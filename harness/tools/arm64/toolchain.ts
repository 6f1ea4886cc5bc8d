/** What arm64 builds are made and run with on a machine of another architecture. */
import { spawnSync } from 'node:child_process'
import { findCompiler, type KnownCompiler } from '../../../engines/native/build/index.js'

export interface Toolchain {
  compiler: KnownCompiler
  /** The command that a program's own follows. */
  emulator: readonly string[]
}

const COMPILER = 'aarch64-linux-gnu-gcc'
const EMULATOR = 'qemu-aarch64-static'
/** A processor without compare-and-swap instructions, as the first ones were; its cache lines have 64 bytes. */
const PROCESSOR = ['-cpu', 'cortex-a57']

const REMEDY = 'apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static'

/** The toolchain, or why there is none and what adds it. */
export function findToolchain(): Toolchain | { absent: string } {
  if (process.arch !== 'x64' || process.platform !== 'linux') {
    return {
      absent: `arm64 is run beside x86-64 on Linux, not on ${process.platform} ${process.arch}`,
    }
  }
  const compiler = findCompiler([COMPILER])
  if (compiler === undefined) return { absent: `there is no ${COMPILER}; ${REMEDY} adds it` }
  if (spawnSync(EMULATOR, ['--version']).status !== 0) {
    return { absent: `there is no ${EMULATOR}; ${REMEDY} adds it` }
  }
  return { compiler, emulator: [EMULATOR, ...PROCESSOR] }
}
