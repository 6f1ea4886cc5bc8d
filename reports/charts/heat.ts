/**
 * Colours of heat maps: one hue from light to dark, so that they read in grey and with any colour
 * vision, and text on each that can be read. They are the same in a light and a dark theme, and
 * none is a theme's own, which a page may turn about.
 */

/** From 1 or below to the most, as red, green and blue. */
const LIGHTEST = [228, 239, 249] as const
const DARKEST = [10, 52, 99] as const

/** As dark and as light as can be: on the middle of the scale nothing less has contrast enough. */
const DARK_TEXT = '#000000'
const LIGHT_TEXT = '#fffffe'

/** The ground of a field and the ink of its text, for a ratio on a logarithmic scale from 1 to `most`. */
export function fieldColours(ratio: number, most: number): { fill: string; ink: string } {
  const share = most <= 1 ? 0 : Math.log(Math.max(1, ratio)) / Math.log(most)
  const fill = hex(LIGHTEST.map((from, at) => from + share * ((DARKEST[at] ?? from) - from)))
  const ink = contrast(fill, DARK_TEXT) >= contrast(fill, LIGHT_TEXT) ? DARK_TEXT : LIGHT_TEXT
  return { fill, ink }
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** The contrast of two colours, from 1 to 21, as WCAG 2 defines it. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
