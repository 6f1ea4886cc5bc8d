import { brokenEngine } from './broken.js'

export const engine = brokenEngine('hangs', () => ({
  runUnmaps() {
    for (;;);
  },
}))
