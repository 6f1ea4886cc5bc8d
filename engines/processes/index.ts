export * from './apart.js'
