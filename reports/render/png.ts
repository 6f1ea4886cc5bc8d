/** PNG files, by node-canvas. */
import type { Canvas } from 'canvas'

/** Pixels of the picture for one of the chart. */
export const SCALE = 2

/** Encodes a canvas as a PNG file's bytes, on a thread of its own, and empties it. */
export async function encodePng(canvas: Canvas): Promise<Buffer> {
  const png = await new Promise<Buffer>((resolve, reject) => {
    canvas.toBuffer((error, bytes) => (error ? reject(error) : resolve(bytes)), 'image/png')
  })
  // Gives the pixels back at once: they outlive the view otherwise.
  canvas.width = 0
  canvas.height = 0
  return png
}
