/** Small parsers, each written from what its format says and from nothing that prints it. */
import assert from 'node:assert/strict'

export interface ParsedTest {
  name: string
  ok: boolean
  directive?: string
  data?: string
  /** Diagnostic lines directly before its result. */
  notes: string[]
  tests: ParsedTest[]
}

/** `<result> <number> [<description>][ # [<directive>] [<diagnostic data>]]` */
const RESULT =
  /^(ok|not ok) (\d+)(?: ([^#]*?))?(?: # ?(?:(SKIP|TODO|XFAIL|TIMEOUT|ERROR)\b ?)?(.*))?$/

/**
 * Reads KTAP version 1 and is strict: each level begins with a version line and a plan, tests are
 * numbered from 1 on and as many as planned, one level is two blanks, and a test fails where one within it does.
 *
 * @throws AssertionError where the text is anything else.
 */
export function parseKtap(text: string): ParsedTest[] {
  assert.ok(text.endsWith('\n'), 'the last line ends')
  const lines = text.slice(0, -1).split('\n')
  const reader = { lines, at: 0 }
  const tests = readLevel(reader, '')
  assert.equal(reader.at, lines.length, `a line too many: ${lines[reader.at]}`)
  return tests
}

function readLevel(reader: { lines: string[]; at: number }, indent: string): ParsedTest[] {
  const next = () => {
    const line = reader.lines[reader.at]
    if (line === undefined || !line.startsWith(indent)) return undefined
    return line.slice(indent.length)
  }
  assert.equal(next(), 'KTAP version 1')
  reader.at++
  const plan = /^1\.\.(\d+)$/.exec(next() ?? '')
  assert.ok(plan, `no plan: ${next()}`)
  reader.at++
  const tests: ParsedTest[] = []
  let notes: string[] = []
  let within: ParsedTest[] = []
  for (let line = next(); line !== undefined; line = next()) {
    if (line === '  KTAP version 1') {
      within = readLevel(reader, `${indent}  `)
      continue
    }
    reader.at++
    if (line.startsWith('#')) {
      notes.push(line.replace(/^# ?/, ''))
      continue
    }
    const [, result, number, name = '', directive, data] = RESULT.exec(line) ?? []
    assert.ok(result, `neither a result nor a diagnostic line: ${line}`)
    assert.equal(Number(number), tests.length + 1, line)
    const ok = result === 'ok'
    const failing = within.some((one) => !one.ok && one.directive !== 'SKIP')
    if (failing) assert.ok(!ok, `passes, and a test within it does not: ${line}`)
    tests.push({
      name,
      ok,
      notes,
      tests: within,
      ...(directive && { directive }),
      ...(data && { data }),
    })
    notes = []
    within = []
  }
  assert.deepEqual({ notes, within }, { notes: [], within: [] }, 'the last test has a result')
  assert.equal(tests.length, Number(plan[1]), 'as many tests as planned')
  return tests
}

export interface ParsedSignal {
  test_case_id: string
  result: string
  units?: string
  measurement?: number
}

/**
 * Reads output as LAVA's dispatcher does: signals by their brackets, parameters split at blanks, each a
 * key and a value; a measurement is a decimal number.
 *
 * @throws AssertionError where it would ignore a line or end the job.
 */
export function parseLava(text: string): ParsedSignal[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, name, parameters = ''] = /^<LAVA_SIGNAL_(\S+) ([^>]+)>$/.exec(line) ?? []
      assert.equal(name, 'TESTCASE', line)
      const fields = Object.fromEntries(
        parameters.split(/\s+/).map((parameter) => {
          const parts = parameter.split('=')
          assert.equal(parts.length, 2, `malformed parameter: ${parameter}`)
          return [parts[0].toLowerCase(), parts[1]]
        }),
      )
      const { measurement, result, test_case_id, units, ...others } = fields
      assert.deepEqual(others, {}, line)
      assert.match(test_case_id, /^[-_a-zA-Z0-9.()]+$/)
      assert.match(result, /^(pass|fail|skip|unknown)$/)
      assert.equal(units === undefined, measurement === undefined, line)
      if (measurement === undefined) return { test_case_id, result }
      assert.match(measurement, /^-?\d+(\.\d+)?(e[-+]?\d+)?$/)
      assert.match(units, /^[A-Za-z./]+$/)
      return { test_case_id, result, units, measurement: Number(measurement) }
    })
}
