/** What all charts have around their panels: a title, what it rests on, and what is to be known beneath. */

import type { Analysis } from '../../results/analysis/index.js'
import { FIRM, present, printable } from '../text/index.js'
import type { Picture } from './picture.js'
import { cut, textLines } from './text-width.js'
import type { Theme } from './theme.js'

/** Pixels of a picture's width, and around what stands in it. */
export const SHEET = 1200
export const MARGIN = 14
/** No text is smaller. */
export const SMALL = 11

/** Words of a chart. */
export interface Words {
  title: string
  /** A line beneath the title. */
  basis: string
  /** Sentences in small print. */
  notes: readonly string[]
}

/** Sizes of these words. */
export interface WordSizes {
  title: number
  basis: number
  note: number
}

const SIZES: WordSizes = { title: 15, basis: 12, note: SMALL }

/** A picture with its title, and where its panels may begin. */
export function openSheet(
  { basis, title }: Words,
  theme: Theme,
  sizes: WordSizes = SIZES,
): { picture: Picture; top: number } {
  const picture: Picture = { width: SHEET, height: 0, strokes: [], points: [], texts: [] }
  const most = SHEET - 2 * MARGIN
  const y = MARGIN + sizes.title * 0.8
  picture.texts.push(
    {
      x: MARGIN,
      y,
      text: cut(title, sizes.title, most),
      size: sizes.title,
      colour: theme.ink,
      bold: true,
    },
    {
      x: MARGIN,
      y: y + sizes.basis + 7,
      text: cut(basis, sizes.basis, most),
      size: sizes.basis,
      colour: theme.muted,
    },
  )
  return { picture, top: y + 2.2 * sizes.basis + 18 }
}

/** Adds the small print beneath what ends at `bottom`, and ends the picture. */
export function closeSheet(
  picture: Picture,
  bottom: number,
  { notes }: Words,
  theme: Theme,
  { note: size }: WordSizes = SIZES,
): void {
  // A sign stays beside what it means.
  const text = notes.map((note) => `${note}.`.replace(/([~#=?!\u00b1]) /g, `$1${FIRM}`)).join(' ')
  let y = bottom
  for (const line of textLines(text, size, SHEET - 2 * MARGIN)) {
    y += size + 4
    picture.texts.push({ x: MARGIN, y, text: line, size, colour: theme.muted })
  }
  picture.height = y + MARGIN
}

/** `AMD EPYC 9B14, virtual machine, 2026-01-02`: a picture says by itself where its figures come from. */
export function machineWords({ machine, run }: Pick<Analysis, 'machine' | 'run'>): string {
  const isVirtual = machine.virtualised !== 'none' && machine.virtualised !== 'unknown'
  return present([
    printable(machine.cpu),
    isVirtual && 'virtual machine',
    run.startedAt.slice(0, 10),
  ]).join(', ')
}
