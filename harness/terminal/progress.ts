/** What a run prints while it works: one live line on a terminal, plain lines elsewhere. */

export interface Progress {
  /** A line that stays. */
  note(text: string): void
  /** Where the run is: what it does, and milliseconds left where they are known. */
  update(doing: string, leftMs?: number): void
  /** Removes the live line. */
  end(): void
}

/** Elsewhere than on a terminal a line is written this often. */
const PLAIN_EVERY_MS = 10_000

/** The part of a stream that progress needs. */
export interface Terminal {
  isTTY?: boolean
  columns?: number | undefined
  write(text: string): unknown
  /** Takes the live line away, where `write` would spell out what does that. */
  eraseLine?(): unknown
  /** Writes text whose colours are the program's own, where `write` would spell them out. */
  writeColoured?(text: string): unknown
}

/** Back to the line's beginning, and what stands there away. */
export const ERASE_LINE = '\r\x1b[K'

/** Whether a stream is a terminal that can draw over a line, and in colours. */
export function canDraw({ isTTY }: Terminal): boolean {
  return isTTY === true && process.env.TERM !== 'dumb'
}

export function progressOn(
  stream: Terminal,
  now: () => number = () => performance.now(),
): Progress {
  return canDraw(stream) ? liveLine(stream) : plainLines(stream, now)
}

function liveLine(stream: Terminal): Progress {
  const end = () => {
    if (stream.eraseLine) stream.eraseLine()
    else stream.write(ERASE_LINE)
  }
  return {
    note(text) {
      end()
      stream.write(`${text}\n`)
    },
    update(doing, leftMs) {
      const line = withTime(doing, leftMs).slice(0, (stream.columns ?? 80) - 1)
      end()
      stream.write(line)
    },
    end,
  }
}

function plainLines(stream: Terminal, now: () => number): Progress {
  let last = Number.NEGATIVE_INFINITY
  return {
    note(text) {
      stream.write(`${text}\n`)
    },
    update(doing, leftMs) {
      if (now() - last < PLAIN_EVERY_MS) return
      last = now()
      stream.write(`${withTime(doing, leftMs)}\n`)
    },
    end() {},
  }
}

function withTime(doing: string, leftMs?: number): string {
  return leftMs === undefined ? doing : `${doing}, ${formatDuration(leftMs)} left`
}

/** `8 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}
