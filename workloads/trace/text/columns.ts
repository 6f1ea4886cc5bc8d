/**
 * The columns in front of an event, who, where and when, as ftrace, `trace-cmd report` and
 * `perf script` print them: read byte by byte, since they stand before nearly every event.
 */
import { type Cursor, isDigit } from './cursor.js'

const SPACE = 0x20
const OPEN = 0x5b
const CLOSE = 0x5d
const DASH = 0x2d
const PLUS = 0x2b
const COLON = 0x3a
const POINT = 0x2e
const SLASH = 0x2f
const OPEN_PARENTHESIS = 0x28
const CLOSE_PARENTHESIS = 0x29

/** ftrace and trace-cmd print a task's name, of at most 15 bytes, right-aligned in 16. */
const TASK_WIDTH = 16

/** Most characters of a column of flags: irqs, need-resched, hardirq, preempt-depth, migrate-disable. */
const MOST_FLAGS = 12

/**
 * Moves the cursor from the beginning of a line to its event, and returns the pid; `undefined`, and
 * the cursor stays, where the line does not begin with `TASK-PID (TGID) [CPU] FLAGS TIME: ` (tgid and
 * flags may be missing) or `TASK PID/TID [CPU] TIME: `. The task's name may hold anything: it ends where
 * its column does, else at the first pid and CPU that go with a time.
 */
export function stepOverColumns(cursor: Cursor): number | undefined {
  const from = cursor.at
  const column = from + TASK_WIDTH
  if (column < cursor.end && cursor.bytes[column] === DASH) {
    const pid = columnsBehind(cursor, column)
    if (pid !== undefined) return pid
  }
  for (let bracket = from; bracket < cursor.end; bracket++) {
    if (cursor.bytes[bracket] !== OPEN) continue
    const pid = columnsAt(cursor, from, bracket)
    if (pid !== undefined) return pid
  }
  cursor.at = from
  return undefined
}

/**
 * Reads `-PID (TGID) [CPU] FLAGS TIME: ` at a dash; moves the cursor only where it is there. It runs for
 * nearly every line, so it reads from locals.
 */
function columnsBehind(cursor: Cursor, dash: number): number | undefined {
  const { bytes, at: here, end } = cursor
  let at = dash + 1
  let pid = 0
  for (; at < end && isDigit(bytes[at]); at++) pid = pid * 10 + (bytes[at] - 0x30)
  const column = at
  while (at < end && bytes[at] === SPACE) at++
  if (column === dash + 1 || at === column) return undefined
  if (bytes[at] !== OPEN) {
    cursor.at = at
    stepOverParenthesis(cursor)
    at = cursor.at
    cursor.at = here
    if (bytes[at] !== OPEN) return undefined
  }
  const cpu = ++at
  while (at < end && isDigit(bytes[at])) at++
  if (at === cpu || bytes[at] !== CLOSE || bytes[at + 1] !== SPACE) return undefined
  for (at++; at < end && bytes[at] === SPACE; ) at++
  cursor.at = at
  if (stepOverTime(cursor)) return pid
  cursor.at = here
  return undefined
}

/** Steps over `(TGID) ` or the like, where it is there. */
function stepOverParenthesis(cursor: Cursor): void {
  if (cursor.peek() !== OPEN_PARENTHESIS) return
  const close = cursor.bytes.indexOf(CLOSE_PARENTHESIS, cursor.at)
  if (close < 0 || close >= cursor.end) return
  cursor.at = close + 1
  cursor.blanks()
}

/** Reads columns whose CPU is at `bracket`; moves the cursor only where they are there. */
function columnsAt(cursor: Cursor, from: number, bracket: number): number | undefined {
  const { bytes } = cursor
  let at = skipTgid(bytes, bracket - 1)
  const last = at
  let pid = 0
  for (let unit = 1; at > from && isDigit(bytes[at]); at--, unit *= 10) {
    pid += (bytes[at] - 0x30) * unit
  }
  if (at === last || at <= from) return undefined
  if (bytes[at] === SLASH && isDigit(bytes[at - 1])) {
    for (at--; at > from && isDigit(bytes[at]); ) at--
  }
  const apart = bytes[at] === SPACE
  if (!apart && bytes[at] !== DASH) return undefined
  const here = cursor.at
  cursor.at = bracket + 1
  if (stepOverCpu(cursor) && stepOverTime(cursor)) return pid
  cursor.at = here
  return undefined
}

/** Steps back over blanks, and over `(TGID)` with blanks before it. */
function skipTgid(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === SPACE) at--
  if (bytes[at] !== CLOSE_PARENTHESIS) return at
  for (at--; bytes[at] === SPACE || bytes[at] === DASH || isDigit(bytes[at]); ) at--
  if (bytes[at] !== OPEN_PARENTHESIS) return from
  at--
  while (bytes[at] === SPACE) at--
  return at
}

/** Steps over `CPU] ` behind the bracket. */
function stepOverCpu(cursor: Cursor): boolean {
  return (
    !Number.isNaN(cursor.decimal()) &&
    cursor.peek() === CLOSE &&
    cursor.at++ > 0 &&
    cursor.blanks() > 0
  )
}

/** Steps over flags, where there are any, the time, perf's period, and trace-cmd's `(+DIFFERENCE) `. */
function stepOverTime(cursor: Cursor): boolean {
  if (!stepOverStamp(cursor)) {
    const { bytes, at: from, end } = cursor
    let at = from
    while (at < end && bytes[at] > SPACE && bytes[at] !== COLON) at++
    const flags = at - from
    if (flags === 0 || flags > MOST_FLAGS || bytes[at] !== SPACE) return false
    while (at < end && bytes[at] === SPACE) at++
    cursor.at = at
    if (!stepOverStamp(cursor)) return false
  }
  if (cursor.peek() === OPEN_PARENTHESIS && cursor.bytes[cursor.at + 1] === PLUS)
    stepOverParenthesis(cursor)
  if (!isDigit(cursor.peek())) return true
  const event = cursor.at
  if (!Number.isNaN(cursor.decimal()) && cursor.blanks() > 0) return true
  cursor.at = event
  return true
}

/** Steps over `SECONDS.FRACTION: ` or, of clocks such as `counter`, `INTEGER: `. */
function stepOverStamp(cursor: Cursor): boolean {
  const { bytes, at: from, end } = cursor
  let at = from
  while (at < end && isDigit(bytes[at])) at++
  if (at === from) return false
  if (bytes[at] === POINT) for (at++; at < end && isDigit(bytes[at]); ) at++
  if (at + 1 >= end || bytes[at] !== COLON || bytes[at + 1] !== SPACE) return false
  for (at++; at < end && bytes[at] === SPACE; ) at++
  if (at >= end) return false
  cursor.at = at
  return true
}
