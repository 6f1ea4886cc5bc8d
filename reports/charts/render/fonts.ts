/** The project's own fonts: without one, node-canvas draws no text and raises no error. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../../../engines/contract/index.js'

const FACES = [
  { file: 'DejaVuSans.ttf', weight: 'normal' },
  { file: 'DejaVuSans-Bold.ttf', weight: 'bold' },
] as const

type Canvas = typeof import('canvas')

let registered = false

/** Registers DejaVu Sans, once a process, so that a chart looks the same on every machine. */
export async function registerFonts({ FontFace, fonts }: Canvas): Promise<void> {
  if (registered) return
  for (const { file, weight } of FACES) {
    const data = await readFile(join(projectRoot(), 'reports', 'fonts', file))
    fonts.add(new FontFace('DejaVu Sans', data, { weight }))
  }
  registered = true
}
