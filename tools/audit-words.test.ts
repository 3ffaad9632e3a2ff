import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { admin as en } from '../web/i18n/en/admin.ts'
import { admin as zhCN } from '../web/i18n/zh-CN/admin.ts'

const root = join(import.meta.dirname, '..')
const sources = ['api', 'worker'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8')),
)

const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found[1] ?? '')

/** What each call of `audit` may say: a name, a choice between names, or one that was passed in from the same file. */
const actions = sources.flatMap((text) =>
  namesIn(text, /\.audit\(\s*([^,]+),/g).map((argument) => {
    const said = namesIn(argument, /'([a-z-]+\.[a-z-]+)'/g)
    return said.length > 0 ? said : namesIn(text, /['`]([a-z-]+\.[a-z-]+ed)['`]/g)
  }),
)

test('every act that is written to the log has words in both languages', () => {
  expect(actions.length).toBeGreaterThan(40)
  expect(actions.filter((names) => names.length === 0)).toEqual([])
  for (const words of [en.audit.action, zhCN.audit.action]) {
    const missing = actions.flat().filter((action) => {
      const [kind = '', act = ''] = action.split('.')
      return typeof (words as Record<string, Record<string, string> | undefined>)[kind]?.[act] !== 'string'
    })
    expect([...new Set(missing)]).toEqual([])
  }
})
