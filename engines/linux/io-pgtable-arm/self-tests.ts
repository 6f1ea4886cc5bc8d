import { formatSize } from '../../contract/index.js'
import type { SelfTest } from '../library/manifest.js'

/** What the tests print before each of their cases. */
const CASE = /pgsize_bitmap (0x[0-9a-f]+), IAS (\d+)(?:,? OAS (\d+))?/i
const FAILED = /^WARN |failed/
const DONE = /completed with/

/** Each case begins with a line that names its domain; a warning or a failure after it is its own. */
export function readSelfTests(lines: readonly string[]): SelfTest[] {
  const tests: SelfTest[] = []
  for (const line of lines) {
    const begins = CASE.exec(line)
    if (DONE.test(line)) break
    const current = tests.at(-1)
    if (begins !== null) tests.push({ case: nameOf(begins), ok: true, message: '' })
    else if (FAILED.test(line) && current?.ok === true) {
      tests[tests.length - 1] = { ...current, ok: false, message: line }
    }
  }
  return tests
}

function nameOf([, bitmap, ias, oas]: RegExpExecArray): string {
  const sizes = BigInt(bitmap)
    .toString(2)
    .split('')
    .reverse()
    .flatMap((bit, at) => (bit === '1' ? [formatSize(2 ** at)] : []))
  return `${sizes.join(' | ')}, ias ${ias}${oas === undefined ? '' : `, oas ${oas}`}`
}
