import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install, isInstalled } from './install.mjs'
import { Problem } from './problem.mjs'
import { outOfDate, root } from './stamp.mjs'
import { inTurn } from './turn.mjs'

/** Builds what is out of date in a process of its own: the builders' memory is gone when the product runs. */
const build = () => {
  const built = spawnSync(process.execPath, [join(root, 'tools/build.mjs'), '--stale'], { stdio: 'inherit' })
  if (built.status !== 0) throw new Problem('The program could not be built; the lines above say why.')
}

/** `--demo` is the same product on a data folder and a port of its own. */
const demo = () => {
  process.env.LECTERN_DEMO = '1'
  process.env.DATA_DIR ||= './data/demo'
  process.env.PORT ||= '3100'
}

/** Makes the program ready and runs it in this very process: signals need no forwarding, and no process idles. */
export const start = async (args) => {
  inTurn(() => !isInstalled(), install)
  inTurn(() => outOfDate().length > 0, build)
  if (args.includes('--demo')) demo()
  await import(pathToFileURL(join(root, 'dist/start.mjs')).href)
}
