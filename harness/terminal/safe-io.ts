import { printableLines } from '../../reports/text/index.js'
import type { Io } from './io.js'
import { ERASE_LINE, type Terminal } from './progress.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with one
const COLOUR = /(\u001b\[\d{1,2}m)/

/**
 * Streams that let no byte of a file, a name or a message steer the terminal: control characters
 * are spelt out.
 *
 * @param say is asked for each text in what other words it is to be said.
 */
export function safeIo(io: Io, say: (text: string) => string = (text) => text): Io {
  const { stderr, stdout } = io
  return { ...io, stdout: new SafeTerminal(stdout, say), stderr: new SafeTerminal(stderr, say) }
}

class SafeTerminal implements Terminal {
  constructor(
    private readonly stream: Terminal,
    private readonly say: (text: string) => string,
  ) {}

  get isTTY(): boolean {
    return this.stream.isTTY === true
  }

  /** Asked for each time: a window changes its size. */
  get columns(): number | undefined {
    return this.stream.columns
  }

  write(text: string): unknown {
    return this.stream.write(printableLines(this.say(text)))
  }

  writeColoured(text: string): unknown {
    // Every second part is a colour.
    const parts = this.say(text).split(COLOUR)
    return this.stream.write(
      parts.map((part, at) => (at % 2 === 1 ? part : printableLines(part))).join(''),
    )
  }

  eraseLine(): unknown {
    return this.stream.write(ERASE_LINE)
  }
}
