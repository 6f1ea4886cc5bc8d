/** Trees are named by a folder, a clone's revision or a tarball, and what is wrong is reported in a line. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { InputError } from '../../contract/index.js'
import { IO_PGTABLE_ARM } from '../io-pgtable-arm/manifest.js'
import { readSeries } from '../patch/series.js'
import { findKernels, nameApart, readTree, sha256 } from './index.js'
import { git, LIBRARY, makefile, temporaryFolder, writeTree } from './testing.js'
import { versionOf } from './version.js'

process.env.XDG_CACHE_HOME = temporaryFolder()

const read = (reference: string) => readTree(reference, [IO_PGTABLE_ARM])

function refuses(reference: string, ...parts: RegExp[]) {
  return assert.rejects(read(reference), (error) => {
    assert.ok(error instanceof InputError)
    assert.ok(error.message.includes(reference), error.message)
    assert.ok(!error.message.includes('\n'))
    for (const part of parts) assert.match(error.message, part)
    return true
  })
}

/** Makes a clone of a folder, with one commit of what lies in it. */
function commitAll(folder: string): string {
  git(folder, 'init', '--quiet')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'first')
  return folder
}

test('a version is read from the tree’s own Makefile', () => {
  assert.equal(versionOf(makefile(192)), '6.1.192')
  assert.equal(
    versionOf('VERSION = 5\nPATCHLEVEL = 14\nSUBLEVEL =\nEXTRAVERSION = -rc3\n'),
    '5.14.0-rc3',
  )
  assert.equal(versionOf('all:\n\techo\n'), undefined)
})

test('a folder is read as it is', async () => {
  const folder = writeTree(temporaryFolder())
  const { files, tier, version } = await read(folder)
  assert.equal(version, '6.1.7')
  assert.equal(tier, 'linux-6.1.7')
  const library = files.find(({ path }) => path === LIBRARY)
  assert.equal(library?.sha256, sha256(library?.text ?? ''))
  assert.equal(files.length, 3)
})

test('a revision of a clone is read by git, whatever lies in its folder', async () => {
  // Git gives sizes in bytes: letters of several come before another file.
  const clone = writeTree(temporaryFolder(), { [LIBRARY]: '/* Größe: 頁 */\nint first;\n' })
  commitAll(clone)
  git(clone, 'tag', 'v6.1.7')
  assert.deepEqual((await read(`${clone}@v6.1.7`)).files, (await read(clone)).files)
  writeTree(clone, { Makefile: makefile(8, ' -rc1'), [LIBRARY]: 'int new;\n' })
  assert.equal((await read(`${clone}@v6.1.7`)).version, '6.1.7')
  assert.equal((await read(clone)).tier, 'linux-6.1.8-rc1')
  await refuses(`${clone}@v9`, /no revision v9/, /fetch --tags/)
  await refuses(`${clone}@--help`, /no revision/)
  await refuses(`${writeTree(temporaryFolder())}@v1`, /no git clone/)
})

test('a tarball is opened once, and only for what is needed', async () => {
  const folder = temporaryFolder()
  writeTree(join(folder, 'linux-source-6.1'), { 'kernel/other.c': 'int other;\n' })
  const tarball = join(folder, 'linux-source-6.1.tar.gz')
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'linux-source-6.1'])
  assert.equal((await read(tarball)).version, '6.1.7')
  const cache = join(process.env.XDG_CACHE_HOME ?? '', 'unmap-bench', 'trees')
  const [extracted] = readdirSync(cache)
  assert.ok(!readdirSync(join(cache, extracted)).includes('kernel'))
  // What was taken out is used again: a change there is seen.
  writeFileSync(join(cache, extracted, 'Makefile'), makefile(9))
  assert.equal((await read(tarball)).version, '6.1.9')
  // Another tarball in its place is opened.
  writeTree(join(folder, 'linux-source-6.1'), { Makefile: makefile(8) })
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'linux-source-6.1'])
  assert.equal((await read(tarball)).version, '6.1.8')
})

test('a kernel may lie in a folder of a clone, and the clone may be bare', async () => {
  const clone = temporaryFolder()
  writeTree(join(clone, 'vendor/kernel'))
  commitAll(clone)
  git(clone, 'tag', 'v6.1.7')
  const bare = join(temporaryFolder(), 'linux.git')
  git(clone, 'clone', '--quiet', '--bare', '.', bare)
  rmSync(join(clone, 'vendor'), { recursive: true })
  for (const path of [clone, bare]) {
    const { files, tier } = await read(`${path}/vendor/kernel@v6.1.7`)
    assert.equal(tier, 'linux-6.1.7')
    assert.equal(files.length, 3)
  }
  await refuses(`${bare}/vendor/kernel@v9`, /no revision v9/)
})

test('a clone that another user owns is named as that, with what makes git read it', async () => {
  const clone = commitAll(writeTree(temporaryFolder()))
  process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1'
  try {
    await refuses(`${clone}@HEAD`, /another user owns/, /git config --global --add safe\.directory/)
    const named = { name: 'InputError', message: /--patch HEAD~1\.\.HEAD: another user owns/ }
    assert.throws(() => readSeries('HEAD~1..HEAD', clone), named)
  } finally {
    delete process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER
  }
})

test('what a clone lacks of a commit is no file that the commit does not have', async () => {
  const clone = commitAll(writeTree(temporaryFolder(), { [LIBRARY]: 'int lost;\n' }))
  const object = git(clone, 'rev-parse', `HEAD:${LIBRARY}`).trim()
  rmSync(join(clone, '.git/objects', object.slice(0, 2), object.slice(2)))
  await refuses(`${clone}@HEAD`, /lacks files of that commit \(git: .+\)/, /git -C .+ fetch/)
  const tree = git(clone, 'rev-parse', 'HEAD:drivers/iommu').trim()
  rmSync(join(clone, '.git/objects', tree.slice(0, 2), tree.slice(2)))
  await refuses(`${clone}@HEAD`, /lacks files of that commit \(git: .+\)/)
})

test('a link is the file that it leads to, in a folder and in a commit, and is none where it leads to none', async () => {
  const clone = writeTree(temporaryFolder(), { 'vendor/own.c': 'int own;\n' })
  rmSync(join(clone, LIBRARY))
  symlinkSync('../../vendor/own.c', join(clone, LIBRARY))
  symlinkSync('nowhere.h', join(clone, 'drivers/iommu/dangling.h'))
  symlinkSync('.', join(clone, 'drivers/iommu/folder.h'))
  mkdirSync(join(clone, 'drivers/iommu/other.h'))
  commitAll(clone)
  for (const reference of [clone, `${clone}@HEAD`]) {
    const { around, files } = await read(reference)
    assert.equal(files.find(({ path }) => path === LIBRARY)?.text, 'int own;\n', reference)
    assert.equal(files.length, 3)
    assert.deepEqual(around, [])
  }
})

test('where a tree lies elsewhere in its clone, the place to name is said', async () => {
  const folder = temporaryFolder()
  const clone = commitAll(writeTree(join(folder, 'clone')))
  rmSync(join(clone, 'include'), { recursive: true })
  await refuses(
    clone,
    /has no include\/linux\/io-pgtable\.h, which the last commit has; name .+@HEAD/,
  )
  git(folder, 'clone', '--quiet', '--bare', clone, 'bare.git')
  await refuses(join(folder, 'bare.git'), /the clone is bare.*bare\.git@v6\.12/)
  const above = temporaryFolder()
  writeTree(join(above, 'kernel'))
  commitAll(above)
  await refuses(`${above}@HEAD`, /there is no Makefile; name the folder.*\/FOLDER@HEAD/)
})

test('changes that no commit has are said', async () => {
  const clone = writeTree(temporaryFolder())
  commitAll(clone)
  assert.deepEqual((await read(clone)).notes, [])
  writeFileSync(join(clone, LIBRARY), 'int changed;\n')
  writeFileSync(join(clone, 'other.c'), 'int other;\n')
  const [note, ...more] = (await read(clone)).notes
  assert.match(note, /changes that no commit has, in drivers\/iommu\/io-pgtable-arm\.c$/)
  assert.deepEqual(more, [])
  assert.deepEqual((await read(`${clone}@HEAD`)).notes, [])
})

test('a tarball may have no top folder, or several, and any compression that tar knows', async () => {
  const folder = temporaryFolder()
  const flat = writeTree(join(folder, 'flat'))
  const tars = {
    'flat.tar': ['-C', flat, 'Makefile', 'drivers', 'include'],
    'dot.tar.gz': ['-z', '-C', flat, '.'],
    'deep.tar.xz': ['-J', '--transform=s,^flat,a/b/linux,', '-C', folder, 'flat'],
  }
  for (const [name, options] of Object.entries(tars)) {
    const tarball = join(folder, name)
    execFileSync('tar', ['-cf', tarball, ...options])
    const { files, version } = await read(tarball)
    assert.equal(version, '6.1.7', name)
    assert.equal(files.length, 3, name)
  }
})

test('a tarball that is cut short or has changed is refused, and what lies behind a whole one is not', async () => {
  const folder = temporaryFolder()
  // Behind what is needed: all of the tree's own files come out.
  const filler = randomBytes(100_000).toString('hex')
  writeTree(join(folder, 'linux'), { 'kernel/other.c': filler, 'zzz.c': filler })
  for (const ending of ['tar', 'tar.gz', 'tar.xz']) {
    const whole = join(folder, `whole.${ending}`)
    const top = ['linux/Makefile', 'linux/drivers', 'linux/include', 'linux/kernel', 'linux/zzz.c']
    execFileSync('tar', ['-caf', whole, '-C', folder, ...top])
    const bytes = readFileSync(whole)
    const cut = join(folder, `cut.${ending}`)
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * 0.7)))
    await refuses(cut, /the tarball is damaged \(.+\); copy it again/)
  }
  const header = readFileSync(join(folder, 'whole.tar'))
  header.write('other', header.indexOf('linux/zzz.c'))
  const changed = join(folder, 'changed.tar')
  writeFileSync(changed, header)
  await refuses(changed, /the tarball is damaged \(.+\); copy it again/)
  const behind = join(folder, 'behind.tar.gz')
  writeFileSync(
    behind,
    Buffer.concat([readFileSync(join(folder, 'whole.tar.gz')), Buffer.from('more')]),
  )
  assert.equal((await read(behind)).files.length, 3)
})

test('what is no tree is reported, with a way out', async () => {
  const folder = temporaryFolder()
  await refuses(join(folder, 'nowhere'), /npm run kernels/)
  await refuses(folder, /there is no Makefile/, /top folder/)
  const text = join(folder, 'linux.tar.xz')
  writeFileSync(text, 'no tarball')
  await refuses(text, /no tarball of a Linux source tree/)
  const without = writeTree(join(folder, 'without'))
  rmSync(join(without, LIBRARY))
  await refuses(without, /6\.1\.7/, /io-pgtable-arm\.c/)
})

test('trees of one version are told apart, and named twice are one', async () => {
  const folder = temporaryFolder()
  const one = await read(writeTree(join(folder, 'one')))
  const same = await read(writeTree(join(folder, 'same')))
  const other = await read(writeTree(join(folder, 'other'), { [LIBRARY]: 'int changed;\n' }))
  assert.deepEqual(
    nameApart([one, same]).map(({ tier }) => tier),
    ['linux-6.1.7'],
  )
  const names = nameApart([one, other]).map(({ tier }) => tier)
  assert.equal(new Set(names).size, 2)
  for (const name of names) assert.match(name, /^linux-6\.1\.7-[0-9a-f]{7}$/)
})

test('trees are found where they lie, and nothing else is', async () => {
  const folder = temporaryFolder()
  const tree = writeTree(join(folder, 'linux-6.1'))
  const clone = writeTree(join(folder, 'linux-git'))
  mkdirSync(join(clone, '.git'))
  mkdirSync(join(folder, 'linux-headers-6.1'))
  writeFileSync(join(folder, 'linux-source-6.1.tar.xz'), '')
  writeFileSync(join(folder, 'linux-config'), '')
  const before = process.env.KERNEL
  process.env.KERNEL = writeTree(temporaryFolder())
  const found = findKernels([[folder, /^linux/]])
  if (before === undefined) delete process.env.KERNEL
  else process.env.KERNEL = before
  assert.deepEqual(
    found.slice(1).map(({ kind, reference, version }) => [kind, basename(reference), version]),
    [
      ['folder', basename(tree), '6.1.7'],
      ['clone', basename(clone), '6.1.7'],
      ['tarball', 'linux-source-6.1.tar.xz', undefined],
    ],
  )
  assert.equal(found[0].kind, 'folder')
})
