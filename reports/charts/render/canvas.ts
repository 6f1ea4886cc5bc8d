/** node-canvas, where it can be loaded, with the project's own fonts: PNGs need it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../../../engines/contract/index.js'

type Canvas = typeof import('canvas')

/** Why node-canvas or its fonts could not be loaded, and what to do about it. */
export class CanvasMissing extends Error {
  constructor(what: string, remedy: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    super(
      `${what} could not be loaded (${reason}). PNG charts need it: ${remedy}. SVG and HTML do without.`,
      { cause },
    )
    this.name = 'CanvasMissing'
  }
}

const INSTALL = 'run `npm install` without --omit=optional on linux x64 or arm64, macOS or Windows'

/** How node-canvas is loaded; a test hands in one that fails. */
export type CanvasLoader = () => Promise<Canvas>

const FACES = [
  { file: 'DejaVuSans.ttf', weight: 'normal' },
  { file: 'DejaVuSans-Bold.ttf', weight: 'bold' },
] as const

/** The folder whose fonts are registered. */
let registered: string | undefined

/**
 * Loads node-canvas with DejaVu Sans, so that a chart looks the same on every machine: without a font it
 * draws no text and raises no error.
 *
 * @param fonts the folder that they are in.
 * @throws {CanvasMissing} where its binary or a font is not there.
 */
export async function loadCanvas(
  load: CanvasLoader = () => import('canvas'),
  fonts = join(projectRoot(), 'reports', 'fonts'),
): Promise<Canvas> {
  const canvas = await load().catch((error: unknown) => {
    throw new CanvasMissing('node-canvas', INSTALL, error)
  })
  if (registered === fonts) return canvas
  for (const { file, weight } of FACES) {
    const data = await readFile(join(fonts, file)).catch((error: unknown) => {
      throw new CanvasMissing('a font', 'unpack unmap-bench again, with reports/fonts', error)
    })
    canvas.fonts.add(new canvas.FontFace('DejaVu Sans', data, { weight }))
  }
  registered = fonts
  return canvas
}
