import { brokenEngine } from './broken.js'

export const engine = brokenEngine('throws', () => ({
  runUnmaps() {
    throw new Error('unmap is not made yet')
  },
}))
