/** What callgrind writes, as much of it as is read: each dump's name, and self costs by their stacks. */
import type { Op } from '../contract/index.js'

/** One dump. */
export interface Dump {
  /** What the program called it. */
  name: string
  /**
   * By direction, instructions by stack, outermost function first and `;` between them, of what
   * was counted below the frame of that direction; the frame's own are left out, and so is what
   * stands for writing lines back.
   */
  stacks: Partial<Record<Op, Record<string, number>>>
}

/** The functions of the program that phases are counted in (engines/native/instructions/main.c). */
const FRAMES: ReadonlyMap<string, Op> = new Map([
  ['counted_maps', 'map'],
  ['counted_unmaps', 'unmap'],
  ['counted_mixed', 'mixed'],
])

/** What only stands for the instructions that write a line back. */
const WRITE_BACK = 'write_back'

const NAMED = 'desc: Trigger: Client Request: '

/** A name that stands in full where it comes first, and by its number from then on. */
const FUNCTION = /^(c?fn)=\((\d+)\)(?: (.*))?$/

/** Place and cost; the place is absolute or relative to the line before. */
const COST = /^(?:[+-]?\d+|\*) (\d+)$/

/**
 * Reads the dumps in a file of callgrind's that was written with `--separate-callers` and
 * `--combine-dumps=yes`. What the program did not name, as the dump at its end, is passed over.
 *
 * @throws Error where a dump's costs do not come to what the file says that they come to.
 */
export function readDumps(text: string): Dump[] {
  const names = new Map<string, string>()
  return text
    .split(/^part: \d+$/m)
    .slice(1)
    .flatMap((part) => {
      const dump = readPart(part, names)
      return dump === undefined ? [] : [dump]
    })
}

function readPart(part: string, names: Map<string, string>): Dump | undefined {
  let name: string | undefined
  let context = ''
  let inclusive = false
  let sum = 0
  let total = 0
  const stacks: Dump['stacks'] = {}
  for (const line of part.split('\n')) {
    const named = FUNCTION.exec(line)
    const cost = COST.exec(line)
    if (line.startsWith(NAMED)) name = line.slice(NAMED.length)
    else if (line.startsWith('summary: ')) total = Number(line.slice('summary: '.length))
    // The next line has what a call cost with all that it called, which stands there too.
    else if (line.startsWith('calls=')) inclusive = true
    else if (named !== null) {
      const [, kind, number, text] = named
      if (text !== undefined) names.set(number, text)
      if (kind === 'fn') context = names.get(number) ?? ''
    } else if (cost !== null) {
      if (!inclusive) {
        sum += Number(cost[1])
        addTo(stacks, context, Number(cost[1]))
      }
      inclusive = false
    }
  }
  if (sum !== total) throw new Error(`callgrind's costs are ${sum} and not ${total} as it says`)
  return name === undefined ? undefined : { name, stacks }
}

/**
 * Adds what the innermost function of a context cost itself: `free'caller'caller'counted_maps'main`,
 * with a number after its name where a function called itself.
 */
function addTo(stacks: Dump['stacks'], context: string, cost: number): void {
  const functions = context.split("'").filter((name) => !/^\d+$/.test(name))
  const frame = functions.findIndex((name) => FRAMES.has(name))
  const op = FRAMES.get(functions[frame])
  if (op === undefined) throw new Error(`callgrind counted ${context}, which nothing counts in`)
  const below = functions.slice(0, frame)
  if (below.length === 0 || below[0] === WRITE_BACK) return
  const own = stacks[op] ?? {}
  const stack = below.reverse().join(';')
  own[stack] = (own[stack] ?? 0) + cost
  stacks[op] = own
}
