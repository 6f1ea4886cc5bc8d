/** Cuts a filter into words. */
import { InputError } from '../../../../engines/contract/index.js'

/** A mark, or a value with how it is to be compared. `at` counts characters from 1. */
export interface Word {
  kind: 'mark' | 'bare' | 'quoted' | 'regex'
  text: string
  at: number
}

/** A filter that cannot be read: the message names the value and the place. */
export class FilterError extends InputError {
  constructor(filter: string, at: number, what: string) {
    super(`--filter ${filter}: at character ${at}: ${what}`)
  }
}

/**
 * Words of a filter. A bare word ends at a blank or a parenthesis, so that what follows its first
 * colon may hold colons, slashes and `@`, as ids of cells do. `-` is a mark before a word alone.
 *
 * @throws FilterError where a quote or a regular expression does not end.
 */
export function wordsOf(filter: string): Word[] {
  const words: Word[] = []
  let at = 0
  /** A colon stands right before: what follows is a value. */
  let value = false
  while (at < filter.length) {
    const rest = filter.slice(at)
    const place = at + 1
    const blank = /^\s+/.exec(rest)?.[0]
    if (blank !== undefined) {
      at += blank.length
      value = false
      continue
    }
    const delimited = delimiterOf(rest, value || opensValues(words))
    if (delimited !== undefined) {
      const body = bodyOf(rest, delimited)
      if (body === undefined) {
        throw new FilterError(filter, place, `${rest} has no closing ${delimited}`)
      }
      const kind = delimited === '"' ? 'quoted' : 'regex'
      words.push({ kind, text: unescaped(body, delimited), at: place })
      at += body.length + 2
      value = false
      continue
    }
    const mark = markOf(rest, value)
    if (mark !== undefined) {
      words.push({ kind: 'mark', text: mark, at: place })
      at += mark.length
      value = false
      continue
    }
    const whole = /^[^\s()]+/.exec(rest)?.[0] ?? rest
    const key = value ? undefined : /^[^:]*(?=:)/.exec(whole)?.[0]
    const text = key ?? whole
    words.push({ kind: 'bare', text, at: place })
    at += text.length
    if (key !== undefined) {
      words.push({ kind: 'mark', text: ':', at: at + 1 })
      at += 1
      value = true
    } else value = false
  }
  return words
}

/** Whether the words end inside `key:(` with a value due: after the parenthesis, or after OR. */
function opensValues(words: readonly Word[]): boolean {
  let open = words.length
  while (open > 0 && words[open - 1]?.text !== '(' && words[open - 1]?.text !== ')') open--
  return words[open - 1]?.text === '(' && words[open - 2]?.text === ':'
}

function delimiterOf(rest: string, value: boolean): '"' | '/' | undefined {
  if (rest.startsWith('"')) return '"'
  return value && rest.startsWith('/') ? '/' : undefined
}

function bodyOf(rest: string, end: '"' | '/'): string | undefined {
  const pattern = end === '"' ? /^"((?:\\.|[^"\\])*)"/s : /^\/((?:\\.|[^/\\])*)\//s
  return pattern.exec(rest)?.[1]
}

function unescaped(body: string, end: '"' | '/'): string {
  return end === '"' ? body.replace(/\\(["\\])/g, '$1') : body.replaceAll('\\/', '/')
}

function markOf(rest: string, value: boolean): string | undefined {
  if (rest.startsWith('(') || rest.startsWith(')')) return rest.charAt(0)
  if (value) return undefined
  if (/^\*(?=[\s()]|$)/.test(rest)) return '*'
  return rest.startsWith('-') ? '-' : undefined
}
