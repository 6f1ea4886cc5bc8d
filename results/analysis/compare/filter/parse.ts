/** Reads a filter: benchstat's grammar, with patterns besides. */
import { KEY_NAMES, KEYS, type Key, keyNamed } from '../keys.js'
import { FilterError, type Word, wordsOf } from './words.js'

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
 * `AND` binds closer than `OR`, and `-` closer than both.
 *
 * @throws FilterError naming the value and the character, counted from 1.
 */
export function parseFilter(text: string): Filter {
  return new Parser(text).whole()
}

class Parser {
  private readonly words: Word[]
  private next = 0

  constructor(private readonly text: string) {
    this.words = wordsOf(text)
  }

  whole(): Filter {
    const filter = this.either()
    const word = this.words[this.next]
    if (word !== undefined) throw this.error(word, `${word.text} stands where nothing can`)
    return filter
  }

  private either(): Filter {
    const parts = [this.both()]
    while (this.take('OR')) parts.push(this.both())
    return (values) => parts.some((part) => part(values))
  }

  private both(): Filter {
    const parts = [this.one()]
    for (;;) {
      const named = this.take('AND')
      const word = this.words[this.next]
      const ends = word === undefined || isWord(word, 'OR') || isMark(word, ')')
      if (ends && !named) return (values) => parts.every((part) => part(values))
      parts.push(this.one())
    }
  }

  private one(): Filter {
    const word = this.words[this.next++]
    if (word === undefined) throw this.error(undefined, 'a key:value is missing')
    if (isMark(word, '*')) return () => true
    if (isMark(word, '-')) {
      const inner = this.one()
      return (values) => !inner(values)
    }
    if (isMark(word, '(')) {
      const inner = this.either()
      this.close(word)
      return inner
    }
    if (word.kind === 'mark' || isWord(word, 'OR') || isWord(word, 'AND')) {
      throw this.error(word, `${word.text} stands where a key:value should`)
    }
    return this.term(word)
  }

  private term(word: Word): Filter {
    const colon = this.words[this.next]
    if (colon === undefined || !isMark(colon, ':')) {
      const keys = KEY_NAMES.join(', ')
      throw this.error(
        word,
        `${word.text} has no key: write key:${word.text}, the key one of ${keys}`,
      )
    }
    this.next++
    const key = keyNamed(word.text, `--filter ${this.text}: at character ${word.at}`)
    const matchers = this.values(key)
    return (values) => matchers.some((matches) => matches(values[key]))
  }

  private values(key: Key): Array<(value: string) => boolean> {
    const open = this.words[this.next]
    if (open === undefined || !isMark(open, '(')) return [this.value(key)]
    this.next++
    const matchers = [this.value(key)]
    while (this.take('OR')) matchers.push(this.value(key))
    this.close(open)
    return matchers
  }

  private value(key: Key): (value: string) => boolean {
    const word = this.words[this.next++]
    if (word === undefined || word.kind === 'mark') {
      throw this.error(word, `${key}: has no value; it is ${KEYS[key]}`)
    }
    if (word.kind === 'quoted') return (value) => value === word.text
    const expression = word.kind === 'regex' ? this.regex(word) : patternOf(word.text)
    return (value) => expression.test(value)
  }

  private regex(word: Word): RegExp {
    try {
      return new RegExp(word.text, 'u')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw this.error(word, why)
    }
  }

  private close(open: Word): void {
    const word = this.words[this.next++]
    if (word !== undefined && isMark(word, ')')) return
    throw this.error(
      word ?? open,
      word === undefined ? '( is not closed' : `${word.text} stands where ) or OR should`,
    )
  }

  private take(name: string): boolean {
    const word = this.words[this.next]
    if (word === undefined || !isWord(word, name)) return false
    this.next++
    return true
  }

  private error(word: Word | undefined, what: string): FilterError {
    return new FilterError(this.text, word?.at ?? this.text.length + 1, what)
  }
}

function isMark({ kind, text }: Word, mark: string): boolean {
  return kind === 'mark' && text === mark
}

function isWord({ kind, text }: Word, word: string): boolean {
  return kind === 'bare' && text === word
}

function patternOf(text: string): RegExp {
  const literal = text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${literal.join('.*')}$`, 's')
}
