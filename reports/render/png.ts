/** PNG files, by node-canvas. */
import type { Canvas } from 'canvas'

/** Pixels of the picture for one of the chart. */
export const SCALE = 2

/** What zlib is to do: at its own level, 6, charts take half as long again and come out no smaller. */
const ENCODING = { compressionLevel: 2 } as const

/** Encodes a canvas as a PNG file's bytes, on a thread of its own, and empties it. */
export async function encodePng(canvas: Canvas): Promise<Buffer> {
  const png = await new Promise<Buffer>((resolve, reject) => {
    const done = (error: Error | null, bytes: Buffer) => (error ? reject(error) : resolve(bytes))
    canvas.toBuffer(done, 'image/png', ENCODING)
  })
  // Gives the pixels back at once: they outlive the view otherwise.
  canvas.width = 0
  canvas.height = 0
  return png
}
