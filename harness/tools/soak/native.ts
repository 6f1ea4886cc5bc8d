/** Random operations and a fuzzer on tier native, under AddressSanitizer and UBSan. */
import { readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSanitized, type SanitizedProgram } from '../../../engines/native/build/index.js'
import { AT_A_TIME, amount, inBatches } from './batches.js'
import { endOf, start } from './child.js'
import { type SoakContext, SoakFailure, type SoakOptions, type SoakPart } from './part.js'

const REMEDY = 'apt-get install clang libclang-rt-dev'

export const nativeSoak: SoakPart = {
  name: 'native',
  summary: 'random operations and a fuzzer on the C code, under AddressSanitizer and UBSan',
  async run(options, context) {
    context.doing('building with sanitizers')
    const program = await buildSanitized('random')
    if (program === undefined) {
      return 'no compiler here has the sanitizers; apt-get install gcc adds one'
    }
    const found = await soakAtRandom(program, options, context)
    if (context.stopping() || options.seconds === 0) return found
    context.print(found)
    return await fuzz(options, context)
  },
}

async function soakAtRandom(
  { compiler, path }: SanitizedProgram,
  { operations, seed }: SoakOptions,
  context: SoakContext,
): Promise<string> {
  const folder = dirname(path)
  const argsOf = (count: number, from: number) => [String(seed + from / AT_A_TIME), String(count)]
  const batches = {
    total: operations,
    what: 'random operations',
    begin: (count: number, from: number) => start(path, argsOf(count, from), { cwd: folder }),
    failed: (count: number, from: number) =>
      `failed; again: ${path} ${argsOf(count, from).join(' ')}`,
  }
  const done = amount(await inBatches(batches, context))
  rmSync(folder, { recursive: true })
  return `${done} random operations on all call shapes, formats and drivers, seed ${seed}: clean (${compiler}, ASan and UBSan)`
}

async function fuzz({ seconds, seed }: SoakOptions, context: SoakContext): Promise<string> {
  context.doing('building the fuzzer')
  const program = await buildSanitized('fuzz')
  if (program === undefined) return `not fuzzed: only clang has the fuzzer; ${REMEDY} adds it`
  const folder = dirname(program.path)
  let runs = 0
  const args = [`-max_total_time=${seconds}`, `-seed=${seed + 1}`, '-print_final_stats=1']
  const heard = (line: string) => {
    const found = /^#(\d+)\s/.exec(line)?.[1] ?? /number_of_executed_units: (\d+)/.exec(line)?.[1]
    if (found === undefined) return
    runs = Number(found)
    context.doing(`${amount(runs)} tapes fuzzed`)
  }
  const fuzzer = start(program.path, args, { cwd: folder, heard })
  const { output, well } = await endOf(fuzzer, context, 'SIGINT')
  const found = readdirSync(folder).find((file) => /^(crash|leak|oom|timeout)-/.test(file))
  if (found !== undefined || (!well && !context.stopping())) {
    const input = found === undefined ? '' : ` ${join(folder, found)}`
    throw new SoakFailure(`the fuzzer failed; again: ${program.path}${input}`, output)
  }
  rmSync(folder, { recursive: true })
  return `${amount(runs)} tapes by the fuzzer: clean (${program.compiler})`
}
