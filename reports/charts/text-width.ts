/** How wide text is, roughly: what is laid out here must not depend on a machine's fonts. */

/** Of DejaVu Sans, as a share of its size; digits and most small letters are narrower. */
const CHARACTER = 0.62

/** Pixels that a line takes at a size. */
export function textWidth(text: string, size: number): number {
  return text.length * size * CHARACTER
}

/** Text in lines of at most so many pixels, broken at spaces. */
export function textLines(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) {
      lines[lines.length - 1] = `${last} ${word}`
    } else {
      lines.push(word)
    }
  }
  return lines
}

/** Text that takes no more than so many pixels: what is too long is cut. */
export function cut(text: string, size: number, width: number): string {
  const most = Math.max(2, Math.floor(width / (size * CHARACTER)))
  return text.length <= most ? text : `${text.slice(0, most - 1)}\u2026`
}
