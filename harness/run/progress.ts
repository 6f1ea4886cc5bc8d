/** What a run tells while it works: one live line on a terminal, plain lines elsewhere. */

export interface Progress {
  /** A line that stays. */
  note(text: string): void
  /** Where the run is: what it does, and milliseconds left where they can be told. */
  update(doing: string, leftMs?: number): void
  /** Removes the live line. */
  end(): void
}

/** Elsewhere than on a terminal a line is written this often. */
const PLAIN_EVERY_MS = 10_000

/** The part of a stream that progress needs. */
export interface Terminal {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

export function progressOn(
  stream: Terminal,
  now: () => number = () => performance.now(),
): Progress {
  return stream.isTTY === true ? new LiveLine(stream) : new PlainLines(stream, now)
}

class LiveLine implements Progress {
  constructor(private readonly stream: Terminal) {}

  note(text: string): void {
    this.stream.write(`\r\x1b[K${text}\n`)
  }

  update(doing: string, leftMs?: number): void {
    const line = withTime(doing, leftMs).slice(0, (this.stream.columns ?? 80) - 1)
    this.stream.write(`\r\x1b[K${line}`)
  }

  end(): void {
    this.stream.write('\r\x1b[K')
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
