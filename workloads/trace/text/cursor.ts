/** A place in a line of bytes, and what can be read there: no string is made of a line that is usual. */

const SPACE = 0x20
const TAB = 0x09
const ZERO = 0x30
const NINE = 0x39

/** Most digits of a 64-bit number in hexadecimal, and in decimal. */
const HEX_DIGITS = 16
const DECIMAL_DIGITS = 20

/** Digits of a number that is a small integer of the JavaScript engine: most are. */
const SHORT_DIGITS = 7

const NO_DIGIT = 255

/** The value of each byte as a hexadecimal digit. */
const HEX_VALUES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16)
  return Number.isNaN(value) ? NO_DIGIT : value
})

export class Cursor {
  bytes: Buffer = Buffer.alloc(0)
  at = 0
  end = 0

  /** Stands at the beginning of `bytes[from, to)`. */
  move(bytes: Buffer, from: number, to: number): void {
    this.bytes = bytes
    this.at = from
    this.end = to
  }

  get done(): boolean {
    return this.at >= this.end
  }

  /** The byte here; -1 at the end. */
  peek(): number {
    return this.at < this.end ? this.bytes[this.at] : -1
  }

  /** What is left of the line, a character a byte. */
  rest(): string {
    return this.bytes.toString('latin1', this.at, this.end)
  }

  /** Steps over blanks, and returns how many there were. */
  blanks(): number {
    const { bytes, end } = this
    const from = this.at
    let at = from
    while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at++
    this.at = at
    return at - from
  }

  /** Steps over the text where it stands here. */
  take(text: Uint8Array): boolean {
    const { bytes, at } = this
    if (at + text.length > this.end) return false
    for (let within = 0; within < text.length; within++) {
      if (bytes[at + within] !== text[within]) return false
    }
    this.at = at + text.length
    return true
  }

  /** Steps over a hexadecimal number without `0x`; NaN where there is none of at most 64 bits. */
  hexadecimal(): number {
    const { bytes, end } = this
    const from = this.at
    if (from + HEX_DIGITS < end && HEX_VALUES[bytes[from + HEX_DIGITS]] === NO_DIGIT) {
      const high = eightDigits(bytes, from)
      const low = eightDigits(bytes, from + 8)
      if (high >= 0 && low >= 0) {
        this.at = from + HEX_DIGITS
        return high * 2 ** 32 + low
      }
    }
    let at = from
    while (at < end && bytes[at] === ZERO) at++
    const short = Math.min(end, at + SHORT_DIGITS)
    let low = 0
    let digit = 0
    for (; at < short; at++) {
      digit = HEX_VALUES[bytes[at]]
      if (digit === NO_DIGIT) break
      low = (low << 4) | digit
    }
    let value = low
    for (; at < end; at++) {
      digit = HEX_VALUES[bytes[at]]
      if (digit === NO_DIGIT) break
      value = value * 16 + digit
    }
    this.at = at
    const digits = at - from
    return digits > 0 && digits <= HEX_DIGITS ? value : Number.NaN
  }

  /** Steps over a decimal number; NaN where there is none of at most 20 digits. */
  decimal(): number {
    const { bytes, end } = this
    const from = this.at
    let at = from
    let value = 0
    for (; at < end && isDigit(bytes[at]); at++) value = value * 10 + (bytes[at] - ZERO)
    this.at = at
    const digits = at - from
    return digits > 0 && digits <= DECIMAL_DIGITS ? value : Number.NaN
  }
}

/** The value of eight hexadecimal digits; -1 where they are none. Events print sixteen. */
function eightDigits(bytes: Buffer, at: number): number {
  const a = HEX_VALUES[bytes[at]]
  const b = HEX_VALUES[bytes[at + 1]]
  const c = HEX_VALUES[bytes[at + 2]]
  const d = HEX_VALUES[bytes[at + 3]]
  const e = HEX_VALUES[bytes[at + 4]]
  const f = HEX_VALUES[bytes[at + 5]]
  const g = HEX_VALUES[bytes[at + 6]]
  const h = HEX_VALUES[bytes[at + 7]]
  if (((a | b | c | d | e | f | g | h) & ~15) !== 0) return -1
  const value = (a << 28) | (b << 24) | (c << 20) | (d << 16) | (e << 12) | (f << 8) | (g << 4) | h
  return value >>> 0
}

export function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE
}
