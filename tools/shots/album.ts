import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Look, lookName, type Role } from './visitor.ts'

/** One picture of the album. */
export interface Shot {
  role: Role
  screen: string
  look: Look
  faults: string[]
}

export const fileOf = ({ role, screen, look }: Pick<Shot, 'role' | 'screen' | 'look'>): string =>
  `${role}.${screen}.${lookName(look)}.png`

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const figure = (shot: Shot): string => {
  const { role, screen, look, faults } = shot
  const words = [role, look.locale, look.theme, look.size]
  return `<figure data-words="${words.join(' ')}"><a href="${fileOf(shot)}"><img loading="lazy" src="${fileOf(shot)}" alt=""></a>
<figcaption>${role} · ${screen}<small>${look.locale} · ${look.theme} · ${look.size}</small>${faults
    .map((fault) => `<strong>${escaped(fault)}</strong>`)
    .join('')}</figcaption></figure>`
}

const select = (name: string, values: readonly string[]): string =>
  `<label>${name} <select data-filter><option value="">all</option>${values
    .map((value) => `<option>${value}</option>`)
    .join('')}</select></label>`

const STYLE = `body{font:14px/1.4 system-ui,sans-serif;margin:0 16px 32px;background:#f4f3ef;color:#1d2320}
header{position:sticky;top:0;background:#f4f3ef;padding:12px 0;display:flex;gap:16px;flex-wrap:wrap;z-index:1}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:16px}
figure{margin:0;background:#fff;border:1px solid #dcdad2;border-radius:8px;overflow:hidden}
img{width:100%;height:240px;object-fit:cover;object-position:top;display:block}
figcaption{padding:8px 12px}small,strong{display:block;color:#667}strong{color:#a3341f}[hidden]{display:none}`

const SCRIPT = `const filters=[...document.querySelectorAll('[data-filter]')]
const show=()=>{const wanted=filters.map(f=>f.value).filter(Boolean)
for(const f of document.querySelectorAll('figure')){const words=f.dataset.words.split(' ');f.hidden=!wanted.every(w=>words.includes(w))}}
for(const f of filters)f.addEventListener('change',show)`

/** Writes the page that shows all pictures, with filters by role, language, theme and size. */
export const writeAlbum = (folder: string, shots: readonly Shot[]): void => {
  const unique = (values: string[]) => [...new Set(values)]
  const filters = [
    select('role', unique(shots.map((shot) => shot.role))),
    select('language', unique(shots.map((shot) => shot.look.locale))),
    select('theme', unique(shots.map((shot) => shot.look.theme))),
    select('size', unique(shots.map((shot) => shot.look.size))),
  ]
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Lectern, every screen</title><style>${STYLE}</style>
<header>${filters.join('\n')}</header><main>${shots.map(figure).join('\n')}</main><script>${SCRIPT}</script></html>`,
  )
}
