import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { outOfDate, root } from './stamp.mjs'

/**
 * The built client for a test that looks at it: what `npm run build` made when nothing changed since, else one made now,
 * which `remove` throws away.
 */
export const clientBuild = async (
  otherwise: InlineConfig['build'] = {},
): Promise<{ folder: string; remove: () => void }> => {
  if (!outOfDate().some(({ half }) => half === 'web'))
    return { folder: join(root, 'web/dist'), remove: () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'lectern-client-'))
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { ...otherwise, outDir: folder, emptyOutDir: true },
  })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
