/**
 * The columns in front of an event: who, where and when. Printed differently by ftrace with its
 * options (irq info, tgid, latency format), by `trace-cmd report` and by `perf script`.
 */

/**
 * `TASK-PID (TGID) [CPU] FLAGS TIME: `; the tgid and the flags may be missing. The task's name may
 * hold blanks, dashes, slashes, colons and parentheses: it ends at a dash, a pid and the CPU.
 * Clocks such as `counter` print the time as a plain integer.
 */
const FTRACE =
  /^\s*.+?-\d+\s+(?:\(\s*[\d-]+\)\s+)?\[\d+\]\s+(?:[^\s:]{4,7}\s+)?\d+(?:\.\d+)?:\s+(\S.*)$/

/** `TASK PID [CPU] TIME: `, as `perf script` prints it; the pid may be `PID/TID`. */
const PERF = /^\s*.+?\s+\d+(?:\/\d+)?\s+\[\d+\]\s+\d+(?:\.\d+)?:\s+(\S.*)$/

/** `TASK-PID CPU+FLAGS TIMEus+: `: ftrace's latency format. */
const LATENCY = /^\s*.+?-\d+\s+\d+[^\s\d:]\S{3,6}\s+\d+us[^\s\w]?\s*:\s+(\S.*)$/

/** No columns at all (ftrace's `nocontext-info`). */
const BARE = /^((?:un)?map:\s.*)$/

/** The event's own text, `NAME: ...`, without its columns; `undefined` for any other line. */
export function eventText(line: string): string | undefined {
  for (const context of [FTRACE, PERF, LATENCY, BARE]) {
    const text = context.exec(line)?.[1]
    if (text !== undefined) return text
  }
  return undefined
}
