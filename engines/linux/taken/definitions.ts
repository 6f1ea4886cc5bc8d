/** Single definitions of a C header: its macros and its inline functions, by their names. */

/** A macro, or an inline function with its body, as the header has it. */
export interface Definition {
  name: string
  kind: 'macro' | 'function'
  text: string
}

const MACRO = /^\s*#\s*define\s+(\w+)/
const ATTRIBUTE = /__attribute__\s*\(\(.*?\)\)/g
/** `static inline TYPE NAME(`, with its attributes wherever they are. */
const FUNCTION = /^static\s+(?:\w+\s+)*?(?:inline|__always_inline)\b[^;{}()=]*?\b(\w+)\s*\((?!\()/

/**
 * The definitions of a header, the first of each name: where a configuration decides, that is the
 * one for a kernel that has what the header is about. A macro stands in one line.
 */
export function definitionsIn(text: string): Map<string, Definition> {
  const found = new Map<string, Definition>()
  const add = (definition: Definition) => {
    if (!found.has(definition.name)) found.set(definition.name, definition)
  }
  const lines = withoutComments(text)
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
  for (let at = 0; at < lines.length; at++) {
    const macro = MACRO.exec(lines[at])?.[1]
    if (macro !== undefined) {
      add({ name: macro, kind: 'macro', text: lines[at].trim() })
      continue
    }
    if (!lines[at].startsWith('static')) continue
    const end = endOfFunction(lines, at)
    if (end === undefined) continue
    const whole = lines.slice(at, end + 1).join('\n')
    const name = FUNCTION.exec(whole.replaceAll(ATTRIBUTE, ''))?.[1]
    if (name !== undefined) add({ name, kind: 'function', text: whole })
    at = end
  }
  return found
}

/** Every identifier of a text, once. */
export function identifiersIn(text: string): Set<string> {
  return new Set(text.match(/\b[A-Za-z_]\w*\b/g) ?? [])
}

export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:"])\/\/.*$/gm, ' ')
}

/** The line of the brace that ends a function; `undefined` where it is none, as a declaration. */
function endOfFunction(lines: readonly string[], from: number): number | undefined {
  let depth = 0
  let begun = false
  for (let at = from; at < lines.length; at++) {
    for (const character of lines[at]) {
      if (character === ';' && !begun) return undefined
      if (character === '{') depth++
      if (character === '}') depth--
      begun ||= depth > 0
    }
    if (begun && depth === 0) return at
  }
  return undefined
}
