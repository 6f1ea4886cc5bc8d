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

export function progressOn(
  stream: Terminal,
  now: () => number = () => performance.now(),
): Progress {
  return stream.isTTY === true ? new LiveLine(stream) : new PlainLines(stream, now)
}

class LiveLine implements Progress {
  constructor(private readonly stream: Terminal) {}

  note(text: string): void {
    this.end()
    this.stream.write(`${text}\n`)
  }

  update(doing: string, leftMs?: number): void {
    const line = withTime(doing, leftMs).slice(0, (this.stream.columns ?? 80) - 1)
    this.end()
    this.stream.write(line)
  }

  end(): void {
    if (this.stream.eraseLine) this.stream.eraseLine()
    else this.stream.write(ERASE_LINE)
  }
}

class PlainLines implements Progress {
  private last = Number.NEGATIVE_INFINITY

  constructor(
    private readonly stream: Terminal,
    private readonly now: () => number,
  ) {}

  note(text: string): void {
    this.stream.write(`${text}\n`)
  }

  update(doing: string, leftMs?: number): void {
    if (this.now() - this.last < PLAIN_EVERY_MS) return
    this.last = this.now()
    this.stream.write(`${withTime(doing, leftMs)}\n`)
  }

  end(): void {}
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
