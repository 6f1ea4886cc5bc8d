/**
 * Lets the page's colours govern the charts: every colour of the light theme, wherever it stands
 * in an SVG as an attribute, gives way to a variable. Static and live pictures carry the same
 * attributes, so both follow the reader's light or dark setting, and print.
 */
import { DARK, LIGHT, type Theme } from '../charts/index.js'

/** The declarations of a theme's variables. */
export function themeVariables(theme: Theme): string {
  return entries(theme)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')
}

/** The rules that put the variables in place of the light theme's colours. */
export function chartColours(): string {
  return entries(LIGHT)
    .flatMap(([name, value]) =>
      ['fill', 'stroke'].map(
        (property) => `.chart svg [${property}="${value}"] { ${property}: var(--${name}); }`,
      ),
    )
    .join('\n')
}

export const LIGHT_VARIABLES = themeVariables(LIGHT)
export const DARK_VARIABLES = themeVariables(DARK)

/** Names and values, without doubles: two names of one colour could not be told apart. */
function entries({ series, ...theme }: Theme): Array<[name: string, value: string]> {
  return [
    ...Object.entries(theme).map(([name, value]): [string, string] => [name, value]),
    ...Object.entries(series).map(([name, value]): [string, string] => [`series-${name}`, value]),
  ]
}
