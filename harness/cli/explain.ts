/** `npm run explain`: what an operation on one buffer does, call by call. */
import { InputError, nearest } from '../../engines/index.js'
import {
  bufferText,
  chooseEngines,
  countBuffer,
  type EngineInstructions,
  type Explained,
  explain,
  explanationOf,
  explanationText,
  fixedCostText,
  parseBuffer,
  writeStacks,
} from '../explain/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'

/** What follows `npm run explain --`, as commander hands it over. */
export interface ExplainOptions {
  with?: string
  pageSizes: string
  paddr?: string
  pieces?: string
  lazy?: boolean
  nonCoherent?: boolean
  limit: string
  all?: boolean
  json?: boolean
  instructions?: boolean
  stacks?: string
}

/** The operations of a buffer's life, in their order. */
const OPS = ['map', 'unmap'] as const

/**
 * @param shapes a call shape or an engine's id, or two with a comma between them.
 * @param rest the operation, where it is only one, and the buffer.
 * @returns the exit code.
 * @throws InputError for what cannot be used.
 */
export async function explainBuffer(
  shapes: string,
  rest: readonly string[],
  options: ExplainOptions,
  { stdout, stderr }: Io,
): Promise<number> {
  const names = shapes.split(',')
  const wanted = options.with === undefined ? names : [...names, options.with]
  const counting = options.instructions === true || options.stacks !== undefined
  const engines = chooseEngines(wanted, { inC: counting })
  const { ops, place } = parseRest(rest)
  const limit = parseLimit(options.limit)
  const buffer = parseBuffer({
    buffer: place,
    pageSizes: options.pageSizes,
    paddr: options.paddr,
    pieces: options.pieces,
    lazy: options.lazy === true,
    nonCoherent: options.nonCoherent === true,
  })

  const counted = counting ? await countBuffer(engines, buffer) : []
  const explained = engines.map((engine) => explain(engine, buffer))
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
