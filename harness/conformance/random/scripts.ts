/** Makes scripts of choices: buffers that meet, overlap, touch and end where tables and spaces end. */
import type fc from 'fast-check'
import {
  DEFAULT_FORMAT,
  type DomainConfig,
  type Engine,
  type Segment,
} from '../../../engines/index.js'
import { type Places, placesOf } from '../trial/domains.js'
import { bytesOf } from '../trial/regions.js'
import { type Choice, SCRIPT_CHOICES } from './choices.js'
import { type Script, type Step, stepSize } from './script.js'

interface Buffer {
  iova: number
  size: number
}

/** A domain, the places of its format, and its smallest page. */
type Ground = DomainConfig & Places & { unit: number }

/** Random scripts of an engine's format, on domains that it serves. */
export function scriptsFor(engine: Pick<Engine, 'coherentOnly' | 'format'>): fc.Arbitrary<Script> {
  return SCRIPT_CHOICES.map(({ choices, domain }) => scriptOf(engine, domain, choices))
}

function scriptOf(
  engine: Pick<Engine, 'coherentOnly' | 'format'>,
  drawn: DomainConfig,
  choices: readonly Choice[],
): Script {
  const places = placesOf(engine.format)
  const domain = servedBy(engine, drawn, places)
  const ground: Ground = { ...domain, ...places, unit: domain.pgsizeBitmap & -domain.pgsizeBitmap }
  const buffers: Buffer[] = []
  const steps: Step[] = []
  for (const choice of choices) {
    const step = stepOf(ground, choice, buffers)
    steps.push(step)
    const size = stepSize(step)
    if (step.op === 'map' && size > 0) buffers.push({ iova: step.iova, size })
  }
  return { domain, steps }
}

/** The domain in the sizes of an engine's format, of a walker that is coherent where it serves no other. */
function servedBy(
  { coherentOnly }: Pick<Engine, 'coherentOnly'>,
  domain: DomainConfig,
  { BLOCK, CONTIGUOUS, LARGE, LEAVES, PAGE }: Places,
): DomainConfig {
  const drawn = placesOf(DEFAULT_FORMAT)
  const has = (size: number) => (domain.pgsizeBitmap & size) !== 0
  const sizes = [
    ...(has(drawn.PAGE) ? [PAGE] : []),
    ...(has(drawn.BLOCK) ? [BLOCK] : []),
    ...(has(drawn.LARGE) && LEAVES.includes(LARGE) ? [LARGE] : []),
  ]
  const entryOf = (size: number) => (size < BLOCK ? PAGE : size < LARGE ? BLOCK : LARGE)
  const together = CONTIGUOUS.filter((size) => sizes.includes(entryOf(size)))
  const pgsizeBitmap = [...sizes, ...together].reduce((all, size) => all | size)
  return { ...domain, pgsizeBitmap, coherent: domain.coherent || coherentOnly !== undefined }
}

function stepOf(domain: Ground, choice: Choice, buffers: readonly Buffer[]): Step {
  const earlier = buffers[buffers.length - 1 - ((choice.which % 8) % Math.max(buffers.length, 1))]
  const buffer = earlier ?? anywhere(domain, choice)
  switch (choice.kind) {
    case 'map anywhere': {
      const { iova, size } = anywhere(domain, choice)
      return mapOf(domain, choice, iova, size)
    }
    case 'map beside':
      return besides(domain, choice, buffer)
    case 'map again':
      return mapOf(domain, choice, buffer.iova, buffer.size)
    case 'map a block over': {
      const block = choice.size % 4 === 0 && hasLarge(domain) ? domain.LARGE : domain.BLOCK
      return mapOf(domain, { ...choice, memory: 0 }, down(buffer.iova, block), block)
    }
    case 'map a list':
      return listOf(domain, choice)
    case 'map badly':
      return badMap(domain, choice, buffer)
    case 'unmap whole':
      return { op: 'unmap', iova: buffer.iova, size: buffer.size }
    case 'unmap a part': {
      const pages = buffer.size / domain.unit
      const from = choice.offset % pages
      const rest = pages - from
      const count = choice.size % 3 === 0 ? rest : 1 + (choice.size % rest)
      return { op: 'unmap', iova: buffer.iova + from * domain.unit, size: count * domain.unit }
    }
    case 'unmap inside a block':
      return insideBlock(domain, choice, buffer)
    case 'unmap several':
      return severalOf(domain, choice, buffer)
    case 'unmap anywhere':
      return { op: 'unmap', ...anywhere(domain, choice) }
    case 'unmap badly':
      return badUnmap(domain, choice, buffer)
  }
}

/** A buffer in one of a few places, so that buffers meet. */
function anywhere(domain: Ground, choice: Choice): Buffer {
  const end = 2 ** domain.ias
  const places = [
    0,
    domain.LARGE - domain.BLOCK,
    3 * domain.LARGE,
    end - 4 * domain.BLOCK,
    end - 2 * domain.LARGE,
    end / 2 - domain.BLOCK,
  ]
  const size = sizeOf(domain, choice)
  const place = places[choice.place % places.length]
  const grain =
    size >= domain.LARGE
      ? domain.LARGE
      : Math.max(
          domain.unit,
          [domain.PAGE, domain.PAGE, domain.RUN, domain.BLOCK][choice.offset % 4],
        )
  const slots = size >= domain.LARGE ? 2 : (4 * domain.BLOCK) / grain
  const iova = down(place, grain) + (Math.floor(choice.offset / 4) % slots) * grain
  return { iova: Math.max(0, Math.min(iova, down(end - size, grain))), size }
}

/** From a page to a few MiB; sometimes 1G, where no more than 1024 leaves come of it. */
function sizeOf(domain: Ground, { size, offset }: Choice): number {
  const nth = Math.floor(size / 8)
  switch (size % 8) {
    case 0:
    case 1:
      return (1 + (nth % 16)) * domain.unit
    case 2:
      return domain.BLOCK
    case 3:
      return up((1 + (nth % 8)) * domain.RUN, domain.unit)
    case 4:
      return up(((1 + (nth % 4)) * domain.BLOCK) / 2, domain.unit)
    case 5:
      return up((domain.ENTRIES / 2 + nth) * domain.PAGE, domain.unit)
    case 6:
      return (1 + (nth % 3)) * domain.BLOCK
    default:
      return hasLarge(domain) && offset % 2 === 0
        ? domain.LARGE * (1 + (nth % 2))
        : (domain.ENTRIES + 1) * domain.unit
  }
}

/** Memory for a map: as aligned as the iova is, off by 2M, off by a page, or at the space's end. */
function memoryFor(domain: Ground, { memory }: Choice, iova: number, size: number): number {
  const end = 2 ** domain.oas
  const base = (1 + (Math.floor(memory / 8) % 3)) * domain.LARGE + (iova % domain.LARGE)
  // Of 1G without blocks 262144 pages would come; it is kept co-aligned to 2M at least.
  const offset =
    size >= domain.LARGE
      ? [0, domain.BLOCK][memory % 2]
      : [0, 0, 0, domain.BLOCK, domain.unit, 3 * domain.unit, domain.RUN, -1][memory % 8]
  const wanted = offset < 0 ? end - size : down(base + offset, domain.unit)
  return Math.max(0, Math.min(wanted, end - size))
}

function mapOf(domain: Ground, choice: Choice, iova: number, size: number): Step {
  return {
    op: 'map',
    iova,
    segments: [{ paddr: memoryFor(domain, choice, iova, size), size }],
  }
}

/** Touching an earlier buffer behind or before, or reaching into it. */
function besides(domain: Ground, choice: Choice, buffer: Buffer): Step {
  const size = Math.min(sizeOf(domain, choice), 4 * domain.BLOCK)
  const behind = buffer.iova + buffer.size
  const into = (1 + (choice.place % 3)) * domain.unit
  const starts = [behind, behind, buffer.iova - size, behind - into, buffer.iova - size + into]
  const iova = starts[choice.offset % starts.length]
  const last = 2 ** domain.ias - size
  return mapOf(domain, choice, Math.max(0, Math.min(iova, last)), size)
}

/** A scatter list of two to five segments, some of them side by side in memory. */
function listOf(domain: Ground, choice: Choice): Step {
  const count = 2 + (choice.which % 4)
  const segments: Segment[] = []
  let paddr = domain.LARGE
  for (let nth = 0; nth < count; nth++) {
    const drawn = Math.floor(choice.size / 2 ** nth) + choice.memory
    const sizes = [
      domain.unit,
      3 * domain.unit,
      up(domain.BLOCK / 2, domain.unit),
      domain.BLOCK,
      up(domain.BLOCK / 4, domain.unit),
    ]
    const size = sizes[drawn % sizes.length]
    segments.push({ paddr, size })
    const gaps = [0, 0, domain.unit, domain.BLOCK, domain.BLOCK - domain.unit]
    paddr += size + gaps[Math.floor(drawn / 5) % gaps.length]
  }
  const total = bytesOf(segments)
  const { iova } = anywhere(domain, { ...choice, size: 0 })
  return { op: 'map', iova: Math.max(0, Math.min(iova, 2 ** domain.ias - total)), segments }
}

/** A part of what may be a block at the buffer's first 2M or 1G boundary: at its start, in it, to its end. */
function insideBlock(domain: Ground, choice: Choice, buffer: Buffer): Step {
  const block = choice.place % 4 === 0 ? domain.LARGE : domain.BLOCK
  const begin = Math.min(up(buffer.iova, block), 2 ** domain.ias - block)
  const pages = block / domain.unit
  const from = choice.offset % 2 === 0 ? 0 : choice.offset % pages
  const count = [1, 2, 16, domain.ENTRIES - 1, domain.ENTRIES, pages - from][choice.size % 6]
  return {
    op: 'unmap',
    iova: begin + from * domain.unit,
    size: Math.min(count, pages - from) * domain.unit,
  }
}

/** From one buffer's start to another's end, or a little further than one. */
function severalOf(domain: Ground, choice: Choice, buffer: Buffer): Step {
  const begin = choice.place % 2 === 0 ? buffer.iova : down(buffer.iova, domain.BLOCK)
  const more = [
    domain.unit,
    domain.BLOCK,
    up(domain.BLOCK / 2, domain.unit),
    2 * domain.BLOCK,
    domain.LARGE,
  ][choice.offset % 5]
  const end = Math.min(buffer.iova + buffer.size + more, begin + 2 * domain.LARGE, 2 ** domain.ias)
  // A bad map may have begun where the space ends.
  return { op: 'unmap', iova: begin, size: Math.max(0, end - begin) }
}

function badMap(domain: Ground, choice: Choice, { iova, size }: Buffer): Step {
  const paddr = memoryFor(domain, choice, iova, size)
  const small = Math.min(size, 2 * domain.BLOCK)
  const bad: Array<[number, number, number]> = [
    [iova + domain.unit / 2, paddr, size],
    [iova, paddr + domain.unit / 2, size],
    [iova, paddr, size + domain.unit / 4],
    [iova, paddr, 0],
    [2 ** domain.ias - small + domain.unit, paddr, small],
    [2 ** domain.ias, paddr, small],
    [iova, Math.max(0, 2 ** domain.oas - size + domain.unit), size],
    [iova, 2 ** domain.oas, size],
  ]
  const [at, to, length] = bad[choice.offset % bad.length]
  return { op: 'map', iova: at, segments: [{ paddr: to, size: length }] }
}

function badUnmap(domain: Ground, choice: Choice, { iova, size }: Buffer): Step {
  const end = 2 ** domain.ias
  const bad: Array<[number, number]> = [
    [iova + domain.unit / 2, size],
    [iova, size + domain.unit / 4],
    [iova, 0],
    [end - 2 * domain.BLOCK, 2 * domain.BLOCK + domain.unit],
    [end, domain.unit],
  ]
  const [at, length] = bad[choice.offset % bad.length]
  return { op: 'unmap', iova: at, size: length }
}

/** Whether a step may be of 1G: of 4K pages that is too much for one of thousands. */
function hasLarge({ BLOCK, LARGE, pgsizeBitmap }: Ground): boolean {
  return (pgsizeBitmap & LARGE) !== 0 && (pgsizeBitmap & BLOCK) !== 0
}

function down(address: number, grain: number): number {
  return Math.floor(address / grain) * grain
}

function up(size: number, grain: number): number {
  return Math.ceil(size / grain) * grain
}
