/** A worker's process: serves the handlers of the module that its only argument names. */
import { serve } from './serve.js'

const [, , module = ''] = process.argv
const { createHandlers } = await import(module)
serve(createHandlers())
