/** Node 20.9 is the first that all packages support. */
const OLDEST_NODE = [20, 9]

/** Ends with exit code 2 where Node is too old; before anything is loaded that it cannot read. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  process.stderr.write(
    `Node ${process.versions.node} is too old: unmap-bench needs ${OLDEST_NODE.join('.')} or newer.\n`,
  )
  process.exit(2)
}
