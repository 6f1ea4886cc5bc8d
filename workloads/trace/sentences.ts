/** Findings as sentences. */
import { formatSize } from '../../engines/contract/index.js'
import type { Finding } from './findings.js'

/** The way out of a trace option that prints numbers for events. */
export function optionAdvice(option: 'hex' | 'raw'): string {
  return `echo no${option} > /sys/kernel/tracing/trace_options, and print the trace again`
}

export const WRAPPED_ADVICE = 'lines were wrapped: print the trace into a file'

/** Findings that are a number of something alone: what it is, in the singular, and what is to be known of it. */
export const COUNTED = {
  'outside-markers': 'event outside the START and STOP markers skipped',
  'foreign-lines': 'line of other events and notices skipped',
  'overlong-lines': 'line longer than any event skipped',
  'binary-lines': 'line with NUL bytes skipped',
  'direct-devices': 'event of devices without an IOMMU skipped: their addresses are physical',
  allocations: 'allocation skipped: dma_alloc prints no physical address',
  'unknown-lists':
    'unmap of scatter lists mapped before the trace skipped: dma_unmap_sg prints no iova',
  'inferred-domains': 'domain inferred from what overlaps',
  'mapped-before':
    'unmap of ranges mapped before the trace began: mapped beforehand, untimed, by single pages',
  'never-mapped': 'unmap of ranges that were not mapped skipped',
  'cut-unmaps': 'unmap replayed on the part that was mapped',
  'failed-unmaps': 'unmap that unmapped nothing skipped',
  'empty-events': 'event of no bytes skipped',
  remaining: 'range still mapped at the end: unmapped after it, untimed',
} as const

/** One sentence, without its end. */
export function sentenceOf(finding: Finding): string {
  switch (finding.kind) {
    case 'lost-events': {
      const { places, line, lost } = finding
      const many = lost === undefined ? 'an unknown number of events' : plural(lost, 'event')
      return `${many} lost in ${plural(places, 'place')}, the first at line ${line}`
    }
    case 'damaged-lines': {
      const { count, line, text, expected, wrapped } = finding
      const why = wrapped ? ` (${WRAPPED_ADVICE})` : ''
      return `${plural(count, 'line')} of maps and unmaps cannot be read, the first at line ${line}: ${JSON.stringify(text)}; expected ${expected}${why}`
    }
    case 'no-text-option':
      return `printed with the trace option ${finding.option} from line ${finding.line} on: ${optionAdvice(finding.option)}`
    case 'truncated-lists':
      return `${finding.count} of ${plural(finding.lists, 'scatter list')} truncated by the kernel: their first entries are replayed`
    case 'guessed-lists':
      return `${finding.count} of ${plural(finding.lists, 'scatter list')} printed without the lengths of their entries: taken as one page each and the last as the rest`
    case 'unattributed':
      return `${finding.count} of ${plural(finding.events, 'event')} name no domain: they are replayed in one of their own`
    case 'stretches': {
      const { count, leftOut, events } = finding
      const rest =
        leftOut === 0 ? '' : `; no room for ${leftOut} more, with ${plural(events, 'event')}`
      return `${plural(count, 'stretch', 'stretches')} between losses replayed side by side${rest}`
    }
    case 'smaller-unmaps': {
      const { count, splits } = finding
      const blocks =
        splits === 0
          ? ''
          : `; ${splits} cut through what may be a block, which not every page table can`
      return `${plural(count, 'unmap')} of a part of a map${blocks}`
    }
    case 'grouped-lists':
      return `${plural(finding.maps, 'map')} grouped as ${plural(finding.lists, 'scatter list')}, since one unmap takes each back`
    case 'granule': {
      const { granule, known, own, pageSizes } = finding
      const kernel = known
        ? `the kernel's pages were of ${granule}`
        : `everything is a multiple of ${granule}, so the kernel's pages were`
      const other = own ? '' : ", another granule than the kernel's"
      return `${kernel}; replayed on pages of ${pageSizes.map(formatSize).join(', ')}${other}`
    }
    default: {
      const [noun = '', ...rest] = COUNTED[finding.kind].split(' ')
      return [plural(finding.count, noun), ...rest].join(' ')
    }
  }
}

/** `1 map`, `2 maps`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
