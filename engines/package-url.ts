/** What modules of the user's own get as `unmap-bench`, of the build that this module is of. */
export const PACKAGE = new URL('./package.js', import.meta.url).href
