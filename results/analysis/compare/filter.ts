/** Reads a filter: benchstat's grammar, with patterns besides. */
import { globOf, InputError } from '../../../engines/contract/index.js'
import { KEY_NAMES, KEYS, type Key, keyNamed } from './keys.js'

/** Whether a figure with these values is kept. */
export type Filter = (values: Readonly<Record<Key, string>>) => boolean

/**
 * Reads a filter such as `tier:native -shape:(punt OR punt-range) cell:64M*`.
 *
 * - `key:value` the value is just this, `*` standing for any characters; `key:"value"` is literal
 * - `key:/expression/` a regular expression matches somewhere in it
 * - `key:(a OR b)` any of them
 * - `x y`, `x AND y` both; `x OR y` either; `-x` not; `(...)`; `*` everything
 *
 * `AND` binds closer than `OR`, and `-` closer than both. A value ends at a blank or a parenthesis, so
 * that it may hold colons, slashes and `@`, as ids of cells do.
 *
 * @throws InputError naming the value and the character, counted from 1.
 */
export function parseFilter(text: string): Filter {
  const parser = new Parser(text)
  const filter = parser.either()
  parser.requireEnd()
  return filter
}

class Parser {
  private at = 0

  constructor(private readonly text: string) {}

  either(): Filter {
    const parts = [this.both()]
    while (this.take(/OR(?![^\s()])/y)) parts.push(this.both())
    return (values) => parts.some((part) => part(values))
  }

  requireEnd(): void {
    if (!this.isAtEnd()) throw this.error(`${this.rest()} stands where nothing can`)
  }

  private both(): Filter {
    const parts = [this.one()]
    while (this.take(/AND(?![^\s()])/y) || !(this.isAtEnd() || this.sees(/\)|OR(?![^\s()])/y))) {
      parts.push(this.one())
    }
    return (values) => parts.every((part) => part(values))
  }

  private one(): Filter {
    if (this.isAtEnd()) throw this.error('a key:value is missing')
    if (this.take(/\*(?![^\s()])/y)) return () => true
    if (this.take(/-/y)) {
      const inner = this.one()
      return (values) => !inner(values)
    }
    const open = this.at
    if (this.take(/\(/y)) {
      const inner = this.either()
      this.close(open)
      return inner
    }
    if (this.sees(/\)|(?:OR|AND)(?![^\s()])/y)) {
      throw this.error(`${this.rest()} stands where a key:value should`)
    }
    return this.term()
  }

  private term(): Filter {
    const start = this.at
    const name = this.take(/([^\s():]*):/y)
    if (name === undefined) {
      const word = this.rest()
      const keys = KEY_NAMES.join(', ')
      throw this.error(`${word} has no key: write key:${word}, the key one of ${keys}`)
    }
    const key = keyNamed(name, `--filter ${this.text}: at character ${start + 1}`)
    const matchers = this.values(key)
    return (values) => matchers.some((matches) => matches(values[key]))
  }

  private values(key: Key): Array<(value: string) => boolean> {
    this.skipBlanks()
    const open = this.at
    if (this.take(/\(/y) === undefined) return [this.value(key)]
    const matchers = [this.value(key)]
    while (this.take(/OR(?![^\s()])/y)) matchers.push(this.value(key))
    this.close(open)
    return matchers
  }

  private value(key: Key): (value: string) => boolean {
    this.skipBlanks()
    const start = this.at
    const literal = this.take(/"((?:\\.|[^"\\])*)"/sy)?.replace(/\\(["\\])/g, '$1')
    if (literal !== undefined) return (value) => value === literal
    const source = this.take(/\/((?:\\.|[^/\\])*)\//sy)
    if (source !== undefined) {
      const expression = this.regex(source, start)
      return (value) => expression.test(value)
    }
    const delimiter = this.sees(/["/]/y)
    if (delimiter) {
      throw this.error(`${this.text.slice(start)} has no closing ${this.text.charAt(start)}`)
    }
    const bare = this.take(/[^\s()]+/y)
    if (bare === undefined) throw this.error(`${key}: has no value; it is ${KEYS[key]}`)
    return globOf(bare)
  }

  private regex(source: string, start: number): RegExp {
    try {
      return new RegExp(source, 'u')
    } catch (error) {
      throw this.error(error instanceof Error ? error.message : String(error), start)
    }
  }

  private close(open: number): void {
    if (this.take(/\)/y) !== undefined) return
    if (this.isAtEnd()) throw this.error('( is not closed', open)
    throw this.error(`${this.rest()} stands where ) or OR should`)
  }

  /** Takes what matches right here, blanks before it skipped: its first group, or the whole. */
  private take(pattern: RegExp): string | undefined {
    this.skipBlanks()
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match === null) return undefined
    this.at = pattern.lastIndex
    return match[1] ?? match[0]
  }

  private sees(pattern: RegExp): boolean {
    this.skipBlanks()
    pattern.lastIndex = this.at
    return pattern.test(this.text)
  }

  private isAtEnd(): boolean {
    this.skipBlanks()
    return this.at === this.text.length
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++
  }

  /** The word that comes next, for messages; a parenthesis is one. */
  private rest(): string {
    this.skipBlanks()
    return /^(?:[()]|[^\s()]+)/.exec(this.text.slice(this.at))?.[0] ?? ''
  }

  private error(what: string, at = this.at): InputError {
    return new InputError(`--filter ${this.text}: at character ${at + 1}: ${what}`)
  }
}
