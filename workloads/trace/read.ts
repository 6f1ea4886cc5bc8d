/** Reads a trace of map and unmap events from a file, standard input or a stream. */
import { type ByteStream, chunksOf, STANDARD_INPUT } from './input/chunks.js'
import { chunksOfFile } from './input/chunks-sync.js'
import type { Watcher } from './text/call.js'
import { TraceParser } from './text/parser.js'
import type { Trace } from './text/trace.js'

export interface ReadOptions {
  /** What messages call the trace; its path where absent. */
  source?: string
  /** Is given each operation with the page-table calls that it was made of. */
  watcher?: Watcher | undefined
}

/**
 * Reads a trace: plain text, or compressed by gzip, xz or zstd; of ftrace (`trace`, `trace_pipe`),
 * `trace-cmd report`, `perf script`, `perf trace` or the kernel's log. Memory is some 20 bytes an event.
 * What is wrong with single lines is in the trace (`losses`, `skipped`) and in `findingsOf`.
 * @param input a path, `-` for standard input, or a stream of bytes
 * @throws InputError where it cannot be read at all
 */
export async function readTrace(
  input: string | ByteStream,
  {
    source = typeof input === 'string' && input !== '-' ? input : STANDARD_INPUT,
    watcher,
  }: ReadOptions = {},
): Promise<Trace> {
  const parser = new TraceParser(source, watcher)
  for await (const chunk of chunksOf(input, source)) parser.push(chunk)
  return parser.end()
}

/** `readTrace` of a file, at once. What is compressed and large is decompressed into a temporary file. */
export function readTraceSync(path: string, watcher?: Watcher): Trace {
  const parser = new TraceParser(path, watcher)
  for (const chunk of chunksOfFile(path)) parser.push(chunk)
  return parser.end()
}

/** Reads a trace's text, as `readTrace` does. */
export function parseTrace(text: string, source: string, watcher?: Watcher): Trace {
  const parser = new TraceParser(source, watcher)
  parser.push(Buffer.from(text))
  return parser.end()
}

/** The whole text of a file, for what is not a trace of events: tables. */
export function readText(path: string): string {
  return Buffer.concat([...chunksOfFile(path)]).toString('utf8')
}
