/** Reads the text of a trace, chunk by chunk: every layout that kernels and tools print. */
import { InputError, MAP, UNMAP } from '../../../engines/contract/index.js'
import { Events, MOST_DOMAINS } from '../columns/events.js'
import { isColumnValue, PAGE_BYTES } from '../columns/pages.js'
import { attributeByDevice } from './by-device.js'
import { callOf, EXPECTED_CALL, PendingCalls, type Watcher } from './call.js'
import { stepOverColumns } from './columns.js'
import { eventPlace } from './context.js'
import { Cursor } from './cursor.js'
import { dmaEvent } from './dma.js'
import { DmaLog } from './dma-log.js'
import { DomainNames } from './domain-names.js'
import { EXPECTED, faultOf, printedEvent, readIommuEvent, readIommuFields } from './iommu.js'
import { LineSplitter } from './lines.js'
import { Losses } from './losses.js'
import { factOf } from './machine-facts.js'
import { deviceOf, type LossReason, lossOf, markerOf, optionOf } from './notices.js'
import { firstBehind, type Skipped, type Trace } from './trace.js'

/** First letters of the events that are read: `map`, `unmap`, `iommu:`, `iova_to_phys`, `dma_`, `pgt_`, markers, devices, `[LINE TOO BIG]`, `PERF_RECORD_LOST`. */
const FIRST_LETTERS = Uint8Array.from({ length: 256 }, (_, byte) =>
  'muidptaf[P'.includes(String.fromCharCode(byte)) ? 1 : 0,
)

/** What a line holds that has no columns but may matter. */
const OF_INTEREST =
  /map|pgt_|iova_to|tracing_mark|dma_|LOST|lost|EVENTS|TOO BIG|type |type: |device|started|START|STOP/

const HASH = '#'.charCodeAt(0)

/** Parses a trace given in chunks of bytes. */
export class TraceParser {
  readonly #lines = new LineSplitter((bytes, from, to) => this.#line(bytes, from, to))
  readonly #cursor = new Cursor()
  readonly #printed = printedEvent()
  readonly #names = new DomainNames()
  readonly #calls = new PendingCalls()
  readonly #devices = new Map<string, string | undefined>()
  readonly #options = new Map<'hex' | 'raw', number>()
  #events = new Events()
  #lookups = new Events()
  #dma = new DmaLog()
  #dmaLines = 0
  #attributed = 0
  readonly #losses: Losses
  #started: number | undefined
  #stopped = false
  #workload: string | undefined
  #kernel: string | undefined
  readonly #skipped: Skipped = {
    headers: 0,
    markers: 0,
    others: 0,
    outside: 0,
    overlong: 0,
    binary: 0,
  }

  constructor(
    private readonly source: string,
    private readonly watcher?: Watcher,
  ) {
    this.#losses = new Losses(source)
  }

  /** @throws InputError at a second START marker, and where too much is lost or named */
  push(chunk: Uint8Array): void {
    this.#lines.push(chunk)
  }

  end(): Trace {
    this.#lines.end()
    this.#skipped.overlong = this.#lines.overlong
    const fromDma = this.#events.length === 0 && this.#dma.events.length > 0
    const attributed = fromDma ? 0 : this.#attributeByDevice()
    const events = fromDma ? this.#dma.behindIommu() : this.#events
    return {
      source: this.source,
      from: fromDma ? 'dma' : 'iommu',
      events,
      lookups: this.#lookups,
      calledSizes: [...this.#calls.sizes],
      lines: this.#lines.count,
      ...(this.#workload === undefined ? {} : { workload: this.#workload }),
      losses: this.#losses.list.map((loss) => ({
        ...loss,
        before: firstBehind(events, loss.line),
      })),
      ...(this.#kernel === undefined ? {} : { kernel: this.#kernel }),
      domains: this.#names.list,
      attributed: fromDma ? events.length : attributed,
      devices: this.#devices,
      ...(this.#dmaLines === 0 ? {} : { dma: this.#dma.counts }),
      options: this.#options,
      skipped: this.#skipped,
    }
  }

  /** Devices tell domains where no page table does. */
  #attributeByDevice(): number {
    if (this.#attributed > 0 || this.#dma.events.length === 0) return this.#attributed
    return attributeByDevice(this.#events, this.#dma.events)
  }

  #line(bytes: Buffer, from: number, to: number): void {
    const cursor = this.#cursor
    cursor.move(bytes, from, to)
    if (bytes[from] === HASH) {
      this.#header(cursor.rest())
      return
    }
    const pid = stepOverColumns(cursor)
    if (pid !== undefined) {
      if (FIRST_LETTERS[cursor.peek()] === 1) this.#event(pid)
      else this.#skipped.others++
      return
    }
    cursor.blanks()
    if (cursor.done) this.#skipped.headers++
    else this.#rare(bytes, from, to)
  }

  #header(text: string): void {
    this.#skipped.headers++
    const loss = lossOf(text)
    if (loss !== undefined) this.#lose(loss)
    const fact = factOf(text)
    if (fact?.kind === 'kernel') this.#kernel = fact.kernel
    else if (fact !== undefined && this.#devices.size < MOST_DOMAINS) {
      this.#devices.set(fact.device, fact.group)
    }
  }

  /** A line without the usual columns. */
  #rare(bytes: Buffer, from: number, to: number): void {
    const text = bytes.toString('latin1', from, to)
    if (text.includes('\0')) {
      this.#skipped.binary++
      return
    }
    if (!OF_INTEREST.test(text)) {
      this.#skipped.others++
      return
    }
    const place = eventPlace(text)
    if (place !== undefined) {
      this.#cursor.move(bytes, from + place.from, from + place.to)
      this.#event(place.pid)
      return
    }
    this.#skipped.others++
    const option = optionOf(text)
    if (option !== undefined && !this.#options.has(option))
      this.#options.set(option, this.#lines.count)
    const loss = lossOf(text)
    if (loss !== undefined) this.#lose(loss)
    else if (/(?:^|[\s:])(?:un)?map:\s+IOMMU:/.test(text)) {
      this.#damaged(text, 'TASK-PID [CPU] FLAGS TIME: before map: or unmap:')
    }
  }

  /** The event at the cursor. */
  #event(pid: number | undefined): void {
    const cursor = this.#cursor
    const printed = this.#printed
    const from = cursor.at
    if (readIommuEvent(cursor, printed)) {
      this.#iommu(pid, from)
      return
    }
    const text = cursor.rest()
    if (/^(?:iommu:)?(?:un)?map[:(]/.test(text)) {
      if (readIommuFields(text, printed)) this.#iommu(pid, from)
      else this.#damagedHere(from, /^(?:iommu:)?map/.test(text) ? EXPECTED.map : EXPECTED.unmap)
      return
    }
    if (this.#dmaText(text) || this.#callText(text, pid) || this.#markerText(text)) return
    this.#skipped.others++
    const device = deviceOf(text)
    if (device !== undefined && this.#devices.size < MOST_DOMAINS) {
      this.#devices.set(device.device, device.group ?? this.#devices.get(device.device))
      return
    }
    const loss = lossOf(text)
    if (loss !== undefined) this.#lose(loss)
  }

  /** The map or unmap that was read. */
  #iommu(pid: number | undefined, from: number): void {
    if (this.#stopped) {
      this.#skipped.outside++
      return
    }
    const { op, iova, paddr, size, unmapped } = this.#printed
    const fault = faultOf(this.#printed)
    if (fault !== undefined) {
      this.#damagedHere(from, EXPECTED[fault])
      return
    }
    const events = this.#events
    events.push(op, iova, op === MAP ? paddr : unmapped, size, this.#lines.count)
    const calls = this.#calls.take(op, iova, size, pid)
    this.watcher?.operation(events.at(events.length - 1), calls)
    const [first] = calls
    if (first === undefined) return
    this.#attributed++
    events.setDomain(events.length - 1, this.#numberOf('table', first.table))
  }

  #dmaText(text: string): boolean {
    if (!/^d(?:ma:d)?ma_/.test(text)) return false
    const event = dmaEvent(text)
    if (event === undefined) return false
    this.#dmaLines++
    if (event.kind === 'nothing') this.#skipped.others++
    else if (this.#stopped) this.#skipped.outside++
    else if (event.kind === 'unreadable') this.#damaged(text, event.expected)
    else {
      const group = this.#devices.get(event.device)
      const domain =
        group === undefined
          ? this.#numberOf('device', event.device)
          : this.#numberOf('group', group)
      this.#dma.add(event, domain, this.#lines.count)
    }
    return true
  }

  #callText(text: string, pid: number | undefined): boolean {
    const call = callOf(text)
    if (call === undefined) return false
    this.#skipped.others++
    if (call === 'damaged') this.#damaged(text, EXPECTED_CALL)
    else if (this.#stopped) return true
    else if ('op' in call) this.#calls.add(call, pid)
    else this.#lookup(call)
    return true
  }

  #lookup({ iova, table }: { iova: number; table: string }): void {
    const page = Math.floor(iova / PAGE_BYTES) * PAGE_BYTES
    if (!isColumnValue(page)) return
    this.#lookups.push(UNMAP, page, 0, 0, this.#lines.count)
    this.#lookups.setDomain(this.#lookups.length - 1, this.#numberOf('table', table))
  }

  #markerText(text: string): boolean {
    const marker = markerOf(text)
    if (marker === undefined) return false
    this.#skipped.markers++
    if (marker.kind === 'STOP') {
      this.#stopped = true
      return true
    }
    const line = this.#lines.count
    if (this.#started !== undefined) {
      throw new InputError(
        `${this.source}:${line}: a second START marker, after that of line ${this.#started}: ` +
          'a trace holds one workload; cut the file in two',
      )
    }
    this.#started = line
    this.#stopped = false
    this.#workload = marker.name
    this.#skipped.outside += this.#events.length || this.#dma.events.length
    this.#events = new Events()
    this.#lookups = new Events()
    this.#dma = new DmaLog()
    this.#attributed = 0
    this.watcher?.begin()
    this.#losses.begin()
    return true
  }

  #numberOf(kind: 'table' | 'device' | 'group', name: string): number {
    return this.#names.numberOf(kind, name, this.source, this.#lines.count)
  }

  #damagedHere(from: number, expected: string): void {
    const { bytes, end } = this.#cursor
    this.#damaged(bytes.toString('utf8', from, end), expected)
  }

  #damaged(text: string, expected: string): void {
    if (!this.#stopped) this.#losses.addDamaged(this.#lines.count, text, expected)
  }

  #lose(reason: LossReason): void {
    this.#losses.add(this.#lines.count, reason)
  }
}
