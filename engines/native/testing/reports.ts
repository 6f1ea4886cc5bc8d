/** Reports of an engine as numbers: they are millions, and a line of text of each takes several times as long. */
import assert from 'node:assert/strict'
import type { Probe } from '../../contract/index.js'

/** What is given and is no number: none of these is an address, a size or a count. */
const TRUE = 0.25
const FALSE = 0.75

const ROOM_AT_FIRST = 4096

/** Numbers that are compared, one behind another. */
class Numbers {
  private all = new Float64Array(ROOM_AT_FIRST)
  private count = 0

  push(one: number): void {
    if (this.count === this.all.length) {
      const larger = new Float64Array(2 * this.count)
      larger.set(this.all)
      this.all = larger
    }
    this.all[this.count++] = one
  }

  clear(): void {
    this.count = 0
  }

  equals(other: Numbers): boolean {
    if (this.count !== other.count) return false
    for (let at = 0; at < this.count; at++) {
      if (!Object.is(this.all[at], other.all[at])) return false
    }
    return true
  }

  [Symbol.iterator](): Iterator<number> {
    return this.all.subarray(0, this.count).values()
  }
}

/** Words are numbered as they come, for all probes alike; negative, since no number that is given is. */
const words: string[] = []

function numberOf(word: string): number {
  const known = words.indexOf(word)
  return -1 - (known === -1 ? words.push(word) - 1 : known)
}

/** A word that is given, and is no kind. */
const GIVEN = 0.5

function textOf(one: number): string {
  if (one === TRUE) return 'true'
  if (one === FALSE) return 'false'
  return one < 0 ? words[-1 - Math.floor(one)] : String(one)
}

/** Every report to a probe, in its order. */
export class Reports {
  readonly probe: Probe
  private readonly numbers = new Numbers()

  constructor() {
    const recorders = new Map<string, (...given: unknown[]) => void>()
    const get = (_: object, kind: string) => {
      const known = recorders.get(kind)
      if (known !== undefined) return known
      const recorder = this.recorderOf(numberOf(kind))
      recorders.set(kind, recorder)
      return recorder
    }
    const has = (_: object, kind: string) => kind !== 'addCounts'
    this.probe = new Proxy({}, { get, has }) as Probe
  }

  clear(): void {
    this.numbers.clear()
  }

  /** As text, a line each. */
  lines(): string[] {
    const lines: string[] = []
    for (const one of this.numbers) {
      if (one < 0 && Number.isInteger(one)) lines.push(textOf(one))
      else lines[lines.length - 1] += ` ${textOf(one)}`
    }
    return lines
  }

  /** @throws AssertionError with the first difference. */
  assertSame(expected: Reports, where: string): void {
    if (this.numbers.equals(expected.numbers)) return
    assert.deepEqual(this.lines(), expected.lines(), where)
    assert.fail(where)
  }

  private recorderOf(kind: number): (...given: unknown[]) => void {
    const { numbers } = this
    return (...given) => {
      numbers.push(kind)
      for (const one of given) {
        if (typeof one === 'number' && one >= 0) numbers.push(one)
        else if (typeof one === 'boolean') numbers.push(one ? TRUE : FALSE)
        else if (typeof one === 'string') numbers.push(numberOf(one) + GIVEN)
        else if (one !== undefined) assert.fail(`${textOf(kind)} was given ${one}`)
      }
    }
  }
}
