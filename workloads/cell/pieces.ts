/** Sizes one after another, as suites and command lines write them: `16K`, or `3x1M+5x64K+7x4K`. */
import { formatSize, parseSize } from '../../engines/contract/index.js'

/** So many of one size, one after another in a list. */
export interface Piece {
  /** Of each. */
  bytes: number
  count: number
}

/** Neighbours of one size are joined; `undefined` where the text is no such list. */
export function parsePieces(text: string): Piece[] | undefined {
  const pieces: Piece[] = []
  for (const part of text.split('+')) {
    const [, count = '1', size = ''] = /^(?:([1-9]\d{0,6})x)?(\w+)$/.exec(part) ?? []
    const bytes = parseSize(size)
    if (bytes === undefined || bytes === 0) return undefined
    const last = pieces.at(-1)
    if (last?.bytes === bytes) last.count += Number(count)
    else pieces.push({ bytes, count: Number(count) })
  }
  return pieces
}

/** `3x1M+1x64K`, or `16K` alone: what `parsePieces` reads. */
export function piecesLabel(pieces: readonly Piece[]): string {
  const [first, ...others] = pieces
  if (others.length === 0 && first.count === 1) return formatSize(first.bytes)
  return pieces.map(({ bytes, count }) => `${count}x${formatSize(bytes)}`).join('+')
}

export function bytesOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { bytes, count }) => sum + bytes * count, 0)
}

/** A list that is repeated until it fills a buffer: how often it has its only size is no matter. */
export function repeated(pieces: readonly Piece[]): Piece[] {
  const [first, ...others] = pieces
  return others.length === 0 ? [{ ...first, count: 1 }] : [...pieces]
}

/** The sizes of `size` bytes made of a list's pieces, again and again; the last one may be shorter. */
export function sizesOf(pieces: readonly Piece[], size: number): number[] {
  const list = pieces.flatMap(({ bytes, count }) => Array.from({ length: count }, () => bytes))
  const sizes: number[] = []
  for (let done = 0; done < size; done += sizes[sizes.length - 1]) {
    sizes.push(Math.min(list[sizes.length % list.length], size - done))
  }
  return sizes
}
