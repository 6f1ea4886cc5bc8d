import { printableLines } from '../../reports/words/index.js'
import { ERASE_LINE, type Terminal } from '../run/progress.js'
import type { Io } from './io.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with one
const COLOUR = /(\u001b\[\d{1,2}m)/

/**
 * Streams that let no byte of a file, a name or a message steer the terminal: control characters
 * are spelt out.
 */
export function safeIo({ stderr, stdout }: Io): Io {
  return { stdout: new SafeTerminal(stdout), stderr: new SafeTerminal(stderr) }
}

class SafeTerminal implements Terminal {
  constructor(private readonly stream: Terminal) {}

  get isTTY(): boolean {
    return this.stream.isTTY === true
  }

  /** Asked for each time: a window changes its size. */
  get columns(): number | undefined {
    return this.stream.columns
  }

  write(text: string): unknown {
    return this.stream.write(printableLines(text))
  }

  writeColoured(text: string): unknown {
    // Every second part is a colour.
    const parts = text.split(COLOUR)
    return this.stream.write(
      parts.map((part, at) => (at % 2 === 1 ? part : printableLines(part))).join(''),
    )
  }

  eraseLine(): unknown {
    return this.stream.write(ERASE_LINE)
  }
}
