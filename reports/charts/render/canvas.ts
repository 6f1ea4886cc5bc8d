/** node-canvas, where it can be loaded: PNGs need it. */
import { registerFonts } from './fonts.js'

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

/**
 * Loads node-canvas with the project's fonts.
 *
 * @throws {CanvasMissing} where its binary is not there.
 */
export async function loadCanvas(load: CanvasLoader = () => import('canvas')): Promise<Canvas> {
  let canvas: Canvas
  try {
    canvas = await load()
  } catch (error) {
    throw new CanvasMissing(error)
  }
  await registerFonts(canvas)
  return canvas
}

/** As `loadCanvas`, for those that do without: returns why there is none, or nothing. */
export async function canvasMissing(load?: CanvasLoader): Promise<CanvasMissing | undefined> {
  try {
    await loadCanvas(load)
    return undefined
  } catch (error) {
    if (error instanceof CanvasMissing) return error
    throw error
  }
}
