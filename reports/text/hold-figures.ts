/** Figures that no line break may take apart. */

/** A space at which no line breaks. */
export const FIRM = '\u00a0'

/** Holds together what belongs to one figure: digits, number and unit, interval, marks, `map + unmap`. */
export function holdFigures(text: string): string {
  return text
    .replace(/ ([+x]) (?=[[\p{L}\d])/gu, `${FIRM}$1${FIRM}`)
    .replace(/(?<=\[[\d.]+), (?=[\d.]+\])/g, `,${FIRM}`)
    .replace(/(?<=\d x) (?=\(\d+[KMG]\)|±)/g, FIRM)
    .replace(/~ (?=\d)/g, `~${FIRM}`)
    .replace(/(?<=[\d\]]) (?==[=!+-]?|#)/g, FIRM)
    .replace(/(?<=\d) (?=%|x\b|n?s\b|us\b|ms\b)/g, FIRM)
    .replace(/(?<=(?<![\d.])\d{1,3}( \d{3})*) (?=\d{3}(?!\d))/g, FIRM)
}
