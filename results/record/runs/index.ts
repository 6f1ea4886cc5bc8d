/** The runs on disk: what there is, what each is called, and their removal. */
export * from './list.js'
export * from './paths.js'
export * from './remove.js'
