/** A run on several machines: which cells are whose. */
export * from './deal.js'
export * from './part.js'
export * from './scheduler.js'
export * from './shard.js'
