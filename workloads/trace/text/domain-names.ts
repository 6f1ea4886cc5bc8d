/** The domains that a trace names, numbered as they come. */
import { InputError } from '../../../engines/contract/index.js'
import { MOST_DOMAINS } from '../columns/events.js'

/** A page table's pointer, from kprobe lines; a device, from `dma:*` events; or a device's group. */
export interface DomainName {
  kind: 'table' | 'device' | 'group'
  name: string
}

export class DomainNames {
  readonly list: DomainName[] = []
  readonly #numbers = new Map<string, number>()

  /** @throws InputError where there are more than columns can number */
  numberOf(kind: DomainName['kind'], name: string, source: string, line: number): number {
    const key = `${kind} ${name}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.list.length
    if (number >= MOST_DOMAINS) {
      throw new InputError(
        `${source}:${line}: names more than ${MOST_DOMAINS} page tables and devices; trace fewer`,
      )
    }
    this.#numbers.set(key, number)
    this.list.push({ kind, name })
    return number
  }
}
