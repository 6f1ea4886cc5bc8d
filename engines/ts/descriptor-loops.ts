/** The two loops that no engine can do without: a store a page, a clear a page. */
import { PAGE } from '../contract/index.js'

/** Stores the descriptors of `count` pages from `paddr` on, two words each, from word `from` on. */
export function storeDescriptors(
  words: Int32Array,
  from: number,
  count: number,
  paddr: number,
  attributes: number,
): void {
  let addressLow = paddr | 0
  let high = (paddr * 2 ** -32) | 0
  const to = from + 2 * count
  for (let at = from; at < to; at += 2) {
    words[at] = addressLow | attributes
    words[at + 1] = high
    addressLow = (addressLow + PAGE) | 0
    if (addressLow === 0) high++
  }
}

/** Clears the descriptors of `count` pages from word `from` on. */
export function clearDescriptors(words: Int32Array, from: number, count: number): void {
  const to = from + 2 * count
  for (let at = from; at < to; at += 2) {
    words[at] = 0
    words[at + 1] = 0
  }
}
