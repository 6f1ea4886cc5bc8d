/** node-canvas, where it can be loaded, with the project's own fonts: PNGs need it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../../../engines/contract/index.js'

type Canvas = typeof import('canvas')

/** Why node-canvas could not be loaded, and what to do about it. */
export class CanvasMissing extends Error {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    super(
      `node-canvas could not be loaded (${reason}). PNG charts need it: run \`npm install\` without ` +
        '--omit=optional on linux x64 or arm64, macOS or Windows. SVG and HTML do without.',
      { cause },
    )
    this.name = 'CanvasMissing'
  }
}

/** How node-canvas is loaded; a test hands in one that fails. */
export type CanvasLoader = () => Promise<Canvas>

const FACES = [
  { file: 'DejaVuSans.ttf', weight: 'normal' },
  { file: 'DejaVuSans-Bold.ttf', weight: 'bold' },
] as const

let registered = false

/**
 * Loads node-canvas with DejaVu Sans, so that a chart looks the same on every machine: without a font it
 * draws no text and raises no error.
 *
 * @throws {CanvasMissing} where its binary is not there.
 */
export async function loadCanvas(load: CanvasLoader = () => import('canvas')): Promise<Canvas> {
  const canvas = await load().catch((error: unknown) => {
    throw new CanvasMissing(error)
  })
  if (registered) return canvas
  for (const { file, weight } of FACES) {
    const data = await readFile(join(projectRoot(), 'reports', 'fonts', file))
    canvas.fonts.add(new canvas.FontFace('DejaVu Sans', data, { weight }))
  }
  registered = true
  return canvas
}
