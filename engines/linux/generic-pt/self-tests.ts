import type { SelfTest } from '../library/manifest.js'

/** A case's line: kunit/main.c says what is in it. */
const CASE = /^(ok|not ok) (\d+) (\S+?)(?:: (.*)| # SKIP (.*))?$/

/** Cases run side by side and report when they end: they are put into their own order. */
export function readSelfTests(lines: readonly string[]): SelfTest[] {
  return lines
    .map((line) => CASE.exec(line))
    .filter((found) => found !== null)
    .sort(([, , number], [, , other]) => Number(number) - Number(other))
    .map(([, word, , name, message = '', skipped]) => ({
      case: name,
      ok: word === 'ok',
      message,
      ...(skipped !== undefined && { skipped }),
    }))
}
