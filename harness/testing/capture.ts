import { main } from '../cli/main.js'
import type { Io } from '../terminal/io.js'

export interface Captured {
  code: number
  stdout: string
  stderr: string
}

/** Runs a command line in this process and returns what it wrote. */
export async function run(...args: string[]): Promise<Captured> {
  const text = { stdout: '', stderr: '' }
  const io: Io = {
    stdout: { write: (part) => (text.stdout += part) },
    stderr: { write: (part) => (text.stderr += part) },
  }
  const code = await main(args, io)
  return { code, ...text }
}
