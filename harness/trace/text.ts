/** A description as text. */
import { type Counts, formatSize, GIB, MIB, opCalls } from '../../engines/contract/index.js'
import type { Printing } from '../../reports/index.js'
import {
  BESIDE_LOOKUPS,
  formatCount,
  formatPercent,
  formatRatio,
} from '../../reports/phrases/index.js'
import { listWords, paint, plural, shellWord, textTable, wrap } from '../../reports/text/index.js'
import type { SizeCount, TraceProfile } from '../../workloads/index.js'
import { type ShapeCounts, sameByCount } from './count-shapes.js'
import type { DescribedTrace } from './describe.js'
import { kernelCallsText } from './kernel-calls-text.js'
import { pictureOf } from './picture.js'

/** Entries of a list of sizes that are printed; the rest is one. */
const MOST_ENTRIES = 6
/** Devices, domains that are named. */
const MOST_NAMES = 4
const LABEL_WIDTH = 15

/** At most some 40 lines. */
export function traceText(
  { counted, kernelCalls, lookups, name, notes, profile, refused, shapes, title }: DescribedTrace,
  { colour, width }: Pick<Printing, 'colour' | 'width'>,
): string[] {
  const bold = paint('bold', colour)
  // Notes of a replay say how open ends are replayed.
  const isSaid = refused === undefined && notes.length > 0
  const lines: readonly Line[] = [
    ...profileLines(profile),
    ['open ends', isSaid ? undefined : openEnds(profile) || undefined],
    ['iova_to_phys', lookups && lookupsText(lookups, shapes)],
    ['kernel calls', kernelCalls && kernelCallsText(kernelCalls)],
    ['counted', counted === undefined ? undefined : countedText(counted, profile)],
    ...notes.map((note): Line => ['note', note]),
    ['no replay', refused],
  ]
  return [
    ...wrap(title, width).map(bold),
    ...lines.flatMap(([label, text]) =>
      (text === undefined ? [] : wrap(text, width - LABEL_WIDTH)).map(
        (line, at) => (at === 0 ? label : '').padEnd(LABEL_WIDTH) + line,
      ),
    ),
    ...(shapes.length === 0 ? [] : ['', ...countLines(shapes, width, bold)]),
    ...(refused === undefined
      ? ['', `Times, and instructions: npm run bench -- --trace ${shellWord(name)} --instructions`]
      : []),
  ]
}

/** What is said under a label, where there is something to be said. */
type Line = readonly [label: string, text: string | undefined]

/** What is in it, line by line. */
function profileLines(profile: TraceProfile): Line[] {
  const { block, blockBytes, from, lines, live, mappedBytes, maps, peakBytes, peakRegions } =
    profile
  const { devices, kernel, mapsPerUnmap, unmaps, workload } = profile
  return [
    ['workload', workload],
    ['kernel', kernel],
    [
      'events',
      `${plural(maps, 'map')} and ${plural(unmaps, 'unmap')} (${from}:*) in ${plural(lines, 'line')}${skippedText(profile)}`,
    ],
    ['domains', domainsText(profile)],
    ['devices', devices.length === 0 ? undefined : some(devices)],
    [
      'mapped',
      `${bytesText(mappedBytes)} in all; ${bytesText(peakBytes)} in ${plural(peakRegions, 'range')} at once`,
    ],
    ['live bytes', `|${pictureOf(live)}| 0 to ${bytesText(peakBytes)}`],
    ['map sizes', sizesText(profile.mapSizes, maps)],
    ['unmap sizes', sizesText(profile.unmapSizes, unmaps)],
    [
      'maps per unmap',
      entriesText(
        mapsPerUnmap.map(({ count, maps: of }) => [`${of}:`, count]),
        unmaps,
      ) + (mapsPerUnmap.length > MOST_ENTRIES ? `, at most ${profile.maxMapsPerUnmap}` : ''),
    ],
    ['iova aligned', alignedText(profile.iovaAlignment, maps)],
    ['paddr aligned', alignedText(profile.paddrAlignment, maps)],
    [
      'blocks',
      `could map ${shareText(blockBytes, mappedBytes)} of all bytes (${formatSize(block)}, iova and paddr alike)`,
    ],
  ]
}

function skippedText({ losses, skipped }: TraceProfile): string {
  const parts = [
    [skipped.outside, 'event', ' outside the markers'],
    [skipped.others, 'other line', ''],
    [skipped.overlong, 'overlong line', ''],
    [skipped.binary, 'binary line', ''],
  ] as const
  const given = parts.filter(([count]) => count > 0)
  const lost = losses === 0 ? '' : `; not whole in ${plural(losses, 'place')}`
  if (given.length === 0) return lost
  return `; skipped ${given.map(([count, one, how]) => plural(count, one) + how).join(', ')}${lost}`
}

const HOW = {
  one: 'taken as one',
  derived: 'named by events',
  inferred: 'inferred from what overlaps',
} as const

function domainsText({ domains: { attributed, how, list }, maps, unmaps }: TraceProfile): string {
  const known =
    how === 'derived' && attributed > 0
      ? `, ${shareText(attributed, maps + unmaps)} of events attributed`
      : ''
  const names = list.flatMap(({ events, name }) =>
    name === undefined ? [] : [`${name.kind} ${name.name} (${formatCount(events)})`],
  )
  const named = names.length === 0 ? '' : `: ${some(names)}`
  const way = how === 'derived' && attributed === 0 ? 'named by the table beside it' : HOW[how]
  return `${list.length}, ${way}${known}${named}`
}

/** What the core translates before it unmaps, which no call shape changes. */
function lookupsText(
  { accesses, assumed, items }: NonNullable<DescribedTrace['lookups']>,
  shapes: readonly ShapeCounts[],
): string {
  const how = assumed ? 'one for each unmap, an assumption' : 'as the trace names them'
  const shares = shapes.flatMap((one) => {
    if (!('counts' in one) || !BESIDE_LOOKUPS.some((shape) => shape === one.shape)) return []
    return [`${shareText(accesses, accesses + one.unmapAccesses)} with ${one.shape}`]
  })
  const shared =
    shares.length === 0 ? '' : `; of all table accesses of an unmap ${listWords(shares)}`
  return `${plural(items, 'translation')}, ${how}, the same for every call shape${shared}`
}

/** Of a long trace. */
function countedText(counted: number, { maps, unmaps }: TraceProfile): string {
  return `the first ${formatCount(counted)} of ${formatCount(maps + unmaps)} events; all with --all`
}

function openEnds({ mapsOverMapped, neverMapped, remaining }: TraceProfile): string {
  const parts = [
    [neverMapped, 'unmap', 'of ranges mapped before'],
    [mapsOverMapped, 'map', 'over a mapped range'],
    [remaining, 'range', 'left mapped'],
  ] as const
  const given = parts.filter(([count]) => count > 0)
  return given.map(([count, one, how]) => `${plural(count, one)} ${how}`).join(', ')
}

function sizesText(sizes: readonly SizeCount[], of: number): string {
  return entriesText(
    sizes.map(({ bytes, count }) => [formatSize(bytes), count]),
    of,
  )
}

/** Maps that are aligned to so many bytes and no more. */
function alignedText(sizes: readonly SizeCount[], of: number): string {
  const order = sizes.toSorted((a, b) => b.count - a.count)
  const most = order.slice(0, MOST_ENTRIES).toSorted((a, b) => a.bytes - b.bytes)
  return sizesText([...most, ...order.slice(MOST_ENTRIES)], of)
}

/** `4K 61 %, 128K 20 %, 9 others 19 %`. */
function entriesText(entries: ReadonlyArray<readonly [string, number]>, of: number): string {
  if (entries.length === 0) return '-'
  const shown = entries.slice(0, entries.length === MOST_ENTRIES + 1 ? undefined : MOST_ENTRIES)
  const rest = entries.slice(shown.length)
  const others = rest.reduce((sum, [, count]) => sum + count, 0)
  return [
    ...shown.map(([name, count]) => `${name} ${shareText(count, of)}`),
    ...(rest.length === 0 ? [] : [`${rest.length} others ${shareText(others, of)}`]),
  ].join(', ')
}

function shareText(part: number, whole: number): string {
  return whole === 0 ? '-' : formatPercent(part / whole)
}

function some(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES
  return `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** `512K`, `1.4M`: for sums, which few units divide. */
function bytesText(bytes: number): string {
  for (const [suffix, unit] of [
    ['G', GIB],
    ['M', MIB],
  ] as const) {
    if (bytes >= unit) return `${Number((bytes / unit).toFixed(1))}${suffix}`
  }
  return formatSize(bytes)
}

/** Columns of counts; the baseline's, the first row's, are what factors are of. */
const COLUMNS: ReadonlyArray<{ head: string; of: (counts: Counts) => number | undefined }> = [
  { head: 'calls', of: opCalls },
  { head: 'walks', of: ({ walks }) => walks },
  { head: 'TLB adds', of: ({ rangeAdds = 0, tlbAdds }) => tlbAdds && tlbAdds + rangeAdds },
]

function countLines(
  shapes: readonly ShapeCounts[],
  width: number,
  bold: (text: string) => string,
): string[] {
  const [first] = shapes
  const base = first !== undefined && 'counts' in first ? first.counts : {}
  const heads = ['one replay', ...COLUMNS.flatMap(({ head }) => [head, '']), 'commands']
  const rows = shapes.map((one) => {
    if (!('counts' in one)) return [one.shape, `not applicable: ${one.notApplicable}`]
    const { counts, shape } = one
    return [
      shape,
      ...COLUMNS.flatMap(({ of }) => countCells(of(counts), of(base))),
      commandsText(counts),
    ]
  })
  const same = sameByCount(shapes)
  return [
    ...textTable([heads.map((text) => ({ text, paint: bold })), ...rows]).map((line) =>
      line.trimEnd(),
    ),
    ...wrap(
      'calls: core to driver and driver to table, and of per-page how many times as few; commands: an ' +
        "SMMUv3's, pages one by one / ranges" +
        (same.length === 0 ? '' : `; alike by every count: ${same.map(listWords).join('; ')}`),
      width,
      '  ',
    ),
  ]
}

/** A count, and how many times as few it is as the baseline's. */
function countCells(count: number | undefined, base: number | undefined): [string, string] {
  if (count === undefined) return ['-', '']
  const factor = count > 0 && base !== undefined && base !== count ? formatRatio(base / count) : ''
  return [formatCount(count), factor]
}

function commandsText({ tlbiList = 0, tlbiRange = 0 }: Counts): string {
  return `${formatCount(tlbiList)} / ${formatCount(tlbiRange)}`
}
