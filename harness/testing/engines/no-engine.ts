/** A module that exports something, but no engine. */
export const engine = { id: 'half/engine' }
