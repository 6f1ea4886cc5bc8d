/**
 * Results as lines that LAVA's dispatcher reads from a job's output, as its `lava-test-case` prints
 * them. They are split at blanks and at `=`, and end with `>`; a unit of other characters than
 * letters, dots and slashes is dropped by those who read the figures on.
 */

/** Units of figures; `x` is a factor. */
export type LavaUnit = 'ns/page' | 'instructions/page' | 'calls/operation' | 'x'

export interface LavaCase {
  name: string
  result: 'pass' | 'fail' | 'skip'
  measurement?: { value: number; units: LavaUnit }
}

/** Digits of a figure. */
const DIGITS = 6

/** A line a case, with a newline at its end. */
export function lava(cases: readonly LavaCase[]): string {
  const taken = new Set<string>()
  return cases.map((one) => `${lineOf(one, freeId(one.name, taken))}\n`).join('')
}

function lineOf({ measurement, result }: LavaCase, id: string): string {
  const figure =
    measurement === undefined
      ? ''
      : ` UNITS=${measurement.units} MEASUREMENT=${Number(measurement.value.toPrecision(DIGITS))}`
  return `<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=${id} RESULT=${result}${figure}>`
}

/** The name in the characters of LAVA's ids; names that come to the same one are numbered. */
function freeId(name: string, taken: Set<string>): string {
  const id = name.replace(/[^A-Za-z0-9._-]+/g, '_')
  let free = id
  for (let number = 2; taken.has(free); number++) free = `${id}_${number}`
  taken.add(free)
  return free
}
