import { readFileSync } from 'node:fs'
import * as node from 'node:module'
import { basename } from 'node:path'

type Strip = (code: string, options: { sourceUrl: string }) => string
/** Since 22.13; what it leaves stays in the lines and columns where it was. */
type Node = Pick<typeof node, 'createRequire'> & { stripTypeScriptTypes?: Strip }

/** A file in TypeScript as JavaScript: types go, and nothing else is changed or bundled. */
export function stripTypes(path: string): string {
  const source = readFileSync(path, 'utf8')
  const { stripTypeScriptTypes }: Node = node
  return stripTypeScriptTypes === undefined
    ? byEsbuild(source, path)
    : byNode(source, path, stripTypeScriptTypes)
}

function byNode(source: string, path: string, strip: Strip): string {
  try {
    return strip(source, { sourceUrl: path })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const [, line = ''] = /^.*:(\d+)$/m.exec(error.stack ?? '') ?? []
    throw new SyntaxError(`${basename(path)}:${line}: ${error.message}`)
  }
}

/** With the user's esbuild, or the one beside this project; a source map leads errors to the lines of the file. */
function byEsbuild(source: string, path: string): string {
  try {
    return esbuildFor(path).transformSync(source, {
      format: 'esm',
      loader: 'ts',
      sourcefile: path,
      sourcemap: 'inline',
      sourcesContent: false,
      target: 'esnext',
      // An import that is of a type alone says so, as Node's own way asks for.
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    }).code
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    const [{ location, text }] = error.errors
    throw new SyntaxError(`${basename(path)}:${location?.line}: ${text}`)
  }
}

type Esbuild = typeof import('esbuild')

function esbuildFor(path: string): Esbuild {
  for (const from of [path, import.meta.url]) {
    const load = node.createRequire(from)
    try {
      return load('esbuild')
    } catch {
      // Not there; the next place may have it.
    }
  }
  throw new Error(
    `Node ${process.versions.node} does not take types out of TypeScript: Node 22.13 or later does, and so does \`npm install --no-save esbuild\` in its folder`,
  )
}

function isBuildFailure(error: unknown): error is import('esbuild').BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}
