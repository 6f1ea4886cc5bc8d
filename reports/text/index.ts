/** Plain text: what is safe to show, what keeps to a width, tables, colour; and Markdown. It knows no figures. */
export * from './ascii.js'
export * from './english.js'
export * from './hold-figures.js'
export * from './look.js'
export * from './markdown.js'
export * from './paint.js'
export * from './plain-text.js'
export * from './text-table.js'
