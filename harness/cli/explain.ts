/** `npm run explain`: what an operation on one buffer does, call by call. */
import { Command } from 'commander'
import { z } from 'zod'
import { InputError, nearest } from '../../engines/index.js'
import {
  type BufferOptions,
  bufferText,
  chooseEngines,
  countBuffer,
  type EngineInstructions,
  type Explained,
  explainChosen,
  explanationOf,
  explanationText,
  fixedCostText,
  parseBuffer,
  writeStacks,
} from '../explain/index.js'
import { collected } from '../terminal/collected.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { splitNames } from '../terminal/name-list.js'
import { parseOptions, secondsOption } from '../terminal/parse-options.js'
import { progressOn } from '../terminal/progress.js'
import { requireKernel } from '../terminal/require-kernel.js'
import type { MakeCommand } from './command.js'
import { openKernels } from './open-kernels.js'

const EXAMPLES = `
Examples:
  npm run explain -- unmap-pages unmap 4M@0             the series' own example
  npm run explain -- per-page,unmap-pages unmap 4M@0    two shapes, and how they differ
  npm run explain -- map-unmap-pages 64K@64G            a map, then the unmap
  npm run explain -- per-page map 64M@0 --paddr 0x1000  memory 4 KiB off, so that no block fits
  npm run explain -- punt unmap 4M@0 --page-sizes 4K --non-coherent
  npm run explain -- map-sg --with punt map 1M@0 --pieces 64K
  npm run explain -- map-unmap-pages,punt unmap 2M@0 --page-sizes 4K --instructions
  npm run explain -- punt@arm-lpae-16k unmap 64M@0      another page-table format
  npm run explain -- --engine engines/examples/walk-cache.ts 64K@0    a module: an engine of your own
  npm run explain -- engines/examples/first-stage.ts#punt 4M@0        or a call shape over its format
  npm run explain -- --kernel ~/src/linux@v6.12 map-unmap-pages 4M@0    a kernel's own code
  npm run explain -- --kernel . --patch my.patch map-unmap-pages 4M@0   before and after a patch
  npm run -s explain -- rewalk unmap 64K@0 --json | jq '.operations[].counts'

SHAPE is a call shape, such as per-page, or an engine's id, such as ts/punt@arm-lpae-4k-s2;
npm run bench -- --list names them. BUFFER is SIZE@IOVA, in bytes, with K, M, G or T, or as 0x...
An unmap is of a buffer that the same shape mapped on a domain of its own.

With --kernel a shape alone, or SHAPE@FORMAT, is that of each tree, such as punt-range@vtd-ss; one
of our own is named by its id. --kernel and --patch take one name each, and can be repeated.

Instructions are those of tiers in C, under valgrind (apt-get install valgrind): of the buffer's map
and unmap over and over, so that tables that stay are there. A shape alone is then the native tier's.

Each line is a step of the layer that is named on the left, indented below the call that caused
it. [7] is the pte of index 7 in its table, [0..511] a run of ptes. Steps that differ in place
alone are printed once, with how many more there are.

Modules and kernels' code run in a process of their own: what hangs (--hang-timeout) or dies is named.

Exit code: 0 done, 2 the command line, or an engine that it names, cannot be used.`

/** As commander hands them over. */
interface ExplainOptions extends Omit<BufferOptions, 'buffer' | 'formats'> {
  with?: string
  engine?: string[]
  limit: string
  hangTimeout: string
  all?: boolean
  json?: boolean
  instructions?: boolean
  stacks?: string
  kernel?: string[]
  patch?: string[]
  config?: string[]
}

const hangSchema = z.strictObject({ hangTimeout: secondsOption })

/** The operations of a buffer's life, in their order. */
const OPS = ['map', 'unmap'] as const

export const explainCommand: MakeCommand = (io, finish) =>
  new Command('explain')
    .usage('-- SHAPE[,SHAPE] [map|unmap] BUFFER [OPTIONS]')
    .description(
      'Prints the calls, walks, ptes and invalidations of an operation on one buffer, layer by layer, and how two call shapes differ in them.',
    )
    .argument('<shape>', 'a call shape, an engine or a module, or two with a comma between them')
    .argument('[buffer...]', 'SIZE@IOVA, such as 4M@0; before it map or unmap, both by default')
    // One name at a time: what follows it may be the shape.
    .option('--engine <id|file>', 'what to explain, in the place of SHAPE', collected)
    .option('--with <shape>', 'a second shape, to compare')
    .option('--page-sizes <list>', "page sizes of the domain; the format's by default: 4K,2M,1G")
    .option('--paddr <address>', "the buffer's memory; co-aligned with its IOVA by default")
    .option(
      '--pieces <size|list>',
      'scattered memory: a scatter list of pieces of this size, or of a list of them',
    )
    .option('--lazy', 'a flush queue invalidates later, not each unmap')
    .option('--non-coherent', 'the walker does not snoop: ptes are written back')
    .option('--hang-timeout <seconds>', 'how long an engine may take', '30')
    .option('--limit <n>', 'lines of each operation', '80')
    .option('--all', 'every line, repetitions too')
    .option('--instructions', 'count instructions too, and those of one page by function')
    .option('--stacks <folder>', 'write them by their stacks, as flame-graph viewers open them')
    .option(
      '--kernel <tree>',
      "a kernel's own page-table code: a source folder, a clone with @REVISION, a tarball",
      collected,
    )
    .option('--patch <file>', 'and once more with a patch applied to each tree', collected)
    .option('--config <symbols>', 'set what its files ask for: CONFIG_X=y,CONFIG_Y=n', collected)
    .option('--json', 'print events and counts as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (shape: string, rest: string[], options: ExplainOptions) => {
      const { engine } = options
      const names = engine ? splitNames(engine) : shape.split(',')
      finish(await explainBuffer(names, engine ? [shape, ...rest] : rest, options, io))
    })

/**
 * @param names call shapes, ids of engines, modules: one or two.
 * @param rest the operation, where it is only one, and the buffer.
 * @returns the exit code.
 * @throws InputError for what cannot be used.
 */
async function explainBuffer(
  names: readonly string[],
  rest: readonly string[],
  options: ExplainOptions,
  { spawn, stdout, stderr }: Io,
): Promise<number> {
  const wanted = options.with === undefined ? names : [...names, options.with]
  const counting = options.instructions === true || options.stacks !== undefined
  const { config = [], kernel = [], patch = [] } = options
  const trees = { kernel, patch, config: splitNames(config) }
  requireKernel(trees)
  await openKernels(trees, progressOn(stderr))
  const hangMs = parseOptions(hangSchema, { hangTimeout: options.hangTimeout }).hangTimeout * 1000
  const chosen = await chooseEngines(wanted, hangMs, { inC: counting })
  const engines = chosen.map(({ engine }) => engine)
  const { ops, place } = parseRest(rest)
  const limit = parseLimit(options.limit)
  const formats = engines.map(({ format }) => format)
  const buffer = parseBuffer({ ...options, buffer: place, formats })

  const counted = counting ? await countBuffer(engines, buffer) : []
  const explained = await Promise.all(
    chosen.map((one) => explainChosen(one, buffer, hangMs, spawn)),
  )
  const byOp = ops.map((op) =>
    explained.map((operations, at) => withInstructions(operations[op], counted[at])),
  )
  if (options.stacks !== undefined) {
    for (const file of writeStacks(options.stacks, ops, counted)) stderr.write(`wrote ${file}\n`)
  }
  if (options.json === true) {
    stdout.write(`${JSON.stringify(explanationOf(buffer, byOp.flat()), null, 2)}\n`)
    return EXIT.ok
  }
  const look = { ...lookOf(stdout), limit: options.all === true ? undefined : limit }
  const lines = byOp.flatMap((operations) => explanationText(buffer, operations, look))
  const fixed = counting
    ? ops.flatMap((op) => [...fixedCostText(op, counted, look.colour), ''])
    : []
  writeColoured(stdout, [bufferText(buffer), '', ...lines, ...fixed].join('\n'))
  return EXIT.ok
}

function withInstructions(
  explained: Explained,
  counted: EngineInstructions | undefined,
): Explained {
  const instructions = counted?.buffer[explained.op]?.instructions
  return instructions === undefined ? explained : { ...explained, instructions }
}

function parseRest(rest: readonly string[]): { ops: readonly ('map' | 'unmap')[]; place: string } {
  const [first, second, ...more] = rest
  if (first === undefined) throw new InputError('which buffer? Give SIZE@IOVA, such as 4M@0')
  if (more.length > 0) {
    throw new InputError(
      `${more.join(' ')} is too much; give SHAPE, then map or unmap or nothing, then BUFFER`,
    )
  }
  if (second === undefined) {
    if (isOp(first)) throw new InputError(`${first} which buffer? Give SIZE@IOVA, such as 4M@0`)
    return { ops: OPS, place: first }
  }
  if (!isOp(first)) {
    throw new InputError(
      `${first} is neither map nor unmap${nearest(first, OPS)}; leave it out for both`,
    )
  }
  return { ops: [first], place: second }
}

function isOp(word: string): word is 'map' | 'unmap' {
  return word === 'map' || word === 'unmap'
}

function parseLimit(text: string): number {
  const limit = /^\d+$/.test(text) ? Number(text) : 0
  if (limit === 0) {
    throw new InputError(`--limit ${text} is not a number of lines above 0; --all shows all`)
  }
  return limit
}
