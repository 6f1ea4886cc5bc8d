/** Random operations and a fuzzer on tier native, under AddressSanitizer and UBSan. */
import { readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { buildSanitized } from '../../../engines/native/build/index.js'
import { start } from './child.js'
import type { SoakContext, SoakOptions, SoakOutcome, SoakPart } from './part.js'

/** Operations of one process: seconds, so that progress moves and Ctrl-C is soon heard. */
const AT_A_TIME = 50_000

const REMEDY = 'apt-get install clang libclang-rt-dev'

export const nativeSoak: SoakPart = {
  name: 'native',
  summary: 'random operations and a fuzzer on the C code, under AddressSanitizer and UBSan',
  async run(options, context) {
    const random = await soakAtRandom(options, context)
    if (random !== 'clean' || context.stopping()) return random
    const fuzzed = await fuzz(options, context)
    return fuzzed === 'failed' ? fuzzed : random
  },
}

async function soakAtRandom(
  { operations, seed }: SoakOptions,
  context: SoakContext,
): Promise<SoakOutcome> {
  context.progress.update('native: building with sanitizers')
  const program = await buildSanitized('random')
  if (program === undefined) {
    context.print('native: no compiler here has the sanitizers; apt-get install gcc adds one')
    return 'absent'
  }
  let next = 0
  let done = 0
  let failed = false
  const worker = async () => {
    while (next < operations && !failed && !context.stopping()) {
      const count = Math.min(AT_A_TIME, operations - next)
      const own = seed + next / AT_A_TIME
      next += count
      const args = [String(own), String(count)]
      const { output, well } = await start(program.path, args, dirname(program.path)).ended
      if (!well) {
        failed = true
        context.print(output.trim())
        context.print(`native: failed; again: ${program.path} ${args.join(' ')}`)
        return
      }
      done += count
      context.progress.update(`native: ${amount(done)} of ${amount(operations)} random operations`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  if (failed) return 'failed'
  rmSync(dirname(program.path), { recursive: true })
  context.print(
    `native: ${amount(done)} random operations on all call shapes, formats and drivers, seed ${seed}: clean (${program.compiler}, ASan and UBSan)`,
  )
  return 'clean'
}

async function fuzz({ seconds, seed }: SoakOptions, context: SoakContext): Promise<SoakOutcome> {
  if (seconds === 0) return 'absent'
  context.progress.update('native: building the fuzzer')
  const program = await buildSanitized('fuzz')
  if (program === undefined) {
    context.print(`native: not fuzzed: only clang has the fuzzer; ${REMEDY} adds it`)
    return 'absent'
  }
  const folder = dirname(program.path)
  let runs = 0
  const args = [`-max_total_time=${seconds}`, `-seed=${seed + 1}`, '-print_final_stats=1']
  const { child, ended } = start(program.path, args, folder, {}, (line) => {
    const found = /^#(\d+)\s/.exec(line)?.[1] ?? /number_of_executed_units: (\d+)/.exec(line)?.[1]
    if (found === undefined) return
    runs = Number(found)
    context.progress.update(`native: ${amount(runs)} tapes fuzzed`)
  })
  context.onStop(() => child.kill('SIGINT'))
  const { output, well } = await ended
  const found = readdirSync(folder).find((file) => /^(crash|leak|oom|timeout)-/.test(file))
  if (found !== undefined || (!well && !context.stopping())) {
    context.print(output.trim())
    const input = found === undefined ? '' : ` ${join(folder, found)}`
    context.print(`native: the fuzzer failed; again: ${program.path}${input}`)
    return 'failed'
  }
  rmSync(folder, { recursive: true })
  context.print(`native: ${amount(runs)} tapes by the fuzzer: clean (${program.compiler})`)
  return 'clean'
}

/** `10,000,000`. */
function amount(count: number): string {
  return count.toLocaleString('en')
}
