// `npm start`, straight after `git clone`: this file and what it imports need nothing that is not in Node itself.
// It is kept to syntax that old versions of Node can read, so that they can be told to make way.

var wanted = [20, 19]
var found = process.versions.node.split('.').map(Number)
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    'Lectern needs Node ' +
      wanted.join('.') +
      ' or newer and this is ' +
      process.versions.node +
      ': install a newer one from https://nodejs.org.',
  )
  process.exit(1)
}

import('./prepare.mjs')
  .then((prepare) => prepare.start(process.argv.slice(2)))
  .catch((error) => {
    console.error(error instanceof Error && error.name !== 'Problem' ? error.stack : error.message)
    process.exit(1)
  })
