// `npm start`, straight after `git clone`: this file and what it imports need nothing that is not in Node itself.
// It is kept to syntax that Node 12 can read, and imports nothing before it has looked, so that old versions can be
// told to make way instead of failing on a word they do not know.

const wanted = [20, 19]
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  console.error(
    `Lectern needs Node ${wanted.join('.')} or newer and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
  )
  process.exit(1)
}

import('./prepare.mjs')
  .then((prepare) => prepare.start(process.argv.slice(2)))
  .catch((error) => {
    console.error(error instanceof Error && error.name !== 'Problem' ? error.stack : error.message)
    process.exit(1)
  })
