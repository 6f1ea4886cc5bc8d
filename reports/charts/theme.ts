/** The look that all charts share: sober, one font, colours that the page may restyle. */

/** Colours of a chart, as CSS writes them in hexadecimal. */
export interface Theme {
  background: string
  /** Text, and marks that stand for the baseline. */
  ink: string
  /** Axis labels and the line at 1. */
  muted: string
  grid: string
  /** The null band. */
  band: string
  /** Colours of call shapes, by the names in `SERIES`. */
  series: Record<string, string>
}

/**
 * The colours of Okabe and Ito (2008), told apart with any common colour vision deficiency. Call
 * shapes differ in their symbols too, so that a chart reads in grey.
 */
const OKABE_ITO = {
  black: '#000000',
  orange: '#e69f00',
  skyBlue: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermillion: '#d55e00',
  purple: '#cc79a7',
}

/** Some of the muted colours of Tol (2021), for the shapes beyond eight. */
const TOL = {
  wine: '#882255',
  indigo: '#332288',
  olive: '#999933',
  rose: '#cc6677',
  teal: '#44aa99',
}

type Colour = keyof typeof OKABE_ITO | keyof typeof TOL

/** A call shape's colour and symbol; the same in every chart. */
export const SERIES: Record<string, { colour: Colour; symbol: string }> = {
  'per-page': { colour: 'black', symbol: 'circle' },
  'unmap-pages': { colour: 'blue', symbol: 'square' },
  'map-unmap-pages': { colour: 'vermillion', symbol: 'triangle-up' },
  'punt-range': { colour: 'green', symbol: 'diamond' },
  punt: { colour: 'purple', symbol: 'cross' },
  'whole-run': { colour: 'orange', symbol: 'triangle-right' },
  rewalk: { colour: 'skyBlue', symbol: 'triangle-down' },
  'driver-pages': { colour: 'yellow', symbol: 'triangle-left' },
  'map-sg': { colour: 'indigo', symbol: 'circle' },
  'layered-rollback': { colour: 'teal', symbol: 'square' },
  'run-write-back': { colour: 'rose', symbol: 'diamond' },
  'range-gather': { colour: 'wine', symbol: 'triangle-left' },
  'clear-first': { colour: 'olive', symbol: 'circle' },
  asymmetric: { colour: 'orange', symbol: 'triangle-left' },
}

/** For names that `SERIES` does not know, in this order, those first that no other name has. */
const SPARE = [
  { colour: 'purple', symbol: 'cross' },
  { colour: 'orange', symbol: 'triangle-right' },
  { colour: 'skyBlue', symbol: 'triangle-down' },
  { colour: 'yellow', symbol: 'triangle-left' },
  { colour: 'teal', symbol: 'circle' },
  { colour: 'indigo', symbol: 'square' },
] as const

/** For a light ground, and for files. */
export const LIGHT: Theme = {
  background: '#ffffff',
  ink: '#1a1a1a',
  muted: '#5c5c5c',
  grid: '#e6e6e6',
  band: '#cfcfcf',
  // Yellow is darker than theirs: on white nobody would see it.
  series: { ...OKABE_ITO, ...TOL, black: '#4d4d4d', yellow: '#a39600' },
}

/** The same hues, lighter where a dark ground would swallow them. */
export const DARK: Theme = {
  background: '#16181b',
  ink: '#e8e6e3',
  muted: '#a5a7aa',
  grid: '#2d3034',
  band: '#3a3e44',
  series: {
    ...OKABE_ITO,
    wine: '#d9566b',
    indigo: '#a79cf0',
    olive: '#c6c667',
    rose: '#f0a3ad',
    teal: '#6fd6c6',
    black: '#c4c4c4',
    blue: '#4f86e8',
    skyBlue: '#93d5f8',
    vermillion: '#f07f3c',
    green: '#2cc497',
  },
}

/** A row's name without its format or variant: panels of several formats draw a shape alike. */
function plainName(name: string): string {
  return name.split('@')[0] ?? name
}

/** Colours and symbols of the given call shapes, in their order. */
export function seriesStyle(
  shapes: readonly string[],
  theme: Theme,
): { colours: string[]; symbols: string[] } {
  const known = shapes.flatMap((shape) => SERIES[plainName(shape)]?.colour ?? [])
  const free = SPARE.filter(({ colour }) => !known.includes(colour))
  const spares = free.length > 0 ? free : SPARE
  let spare = 0
  const styles = shapes.map(
    (shape) => SERIES[plainName(shape)] ?? spares[spare++ % spares.length] ?? SPARE[0],
  )
  return {
    colours: styles.map(({ colour }) => theme.series[colour] ?? theme.ink),
    symbols: styles.map(({ symbol }) => symbol),
  }
}

/**
 * The font is committed with the project for PNGs; in SVG and HTML, where it may be missing,
 * Verdana has nearly the same widths.
 */
export const FONT = 'DejaVu Sans, Verdana, sans-serif'
