import type { Route } from '../feature.ts'
import { openApi } from './openapi.ts'

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)

interface Operation {
  summary: string
  tags: string[]
  security?: unknown[]
  parameters: { name: string; in: string; required: boolean; schema: unknown }[]
  requestBody?: { content: { 'application/json': { schema: unknown } } }
  responses: { 200: { content: { 'application/json': { schema: unknown } } } }
}

const block = (title: string, schema: unknown): string =>
  `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`

const section = (method: string, path: string, operation: Operation): string => {
  const parameters = operation.parameters
    .map(
      (p) =>
        `<li><code>${escapeHtml(p.name)}</code> <small>${p.in}${p.required ? '' : ', optional'}</small></li>`,
    )
    .join('')
  return `<article id="${method}-${escapeHtml(path)}"><h3><span class="${method}">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></h3>
<p>${escapeHtml(operation.summary)}${operation.security ? ' <small>No sign-in needed.</small>' : ''}</p>
${parameters ? `<ul>${parameters}</ul>` : ''}
${operation.requestBody ? block('Request body', operation.requestBody.content['application/json'].schema) : ''}
${block('Answer', operation.responses[200].content['application/json'].schema)}</article>`
}

const STYLE = `:root{color-scheme:light dark;--ink:#1d2320;--paper:#fbfaf7;--line:#dedbd2;--green:#1f6b4f}
@media(prefers-color-scheme:dark){:root{--ink:#e9ece8;--paper:#171b1a;--line:#353b39;--green:#6fd0a5}}
body{font:15px/1.5 "Segoe UI",system-ui,sans-serif;background:var(--paper);color:var(--ink);max-width:960px;margin:0 auto;padding:32px 16px}
code,pre{font:13px/1.5 ui-monospace,Consolas,monospace}pre{overflow:auto;padding:12px;border:1px solid var(--line);border-radius:8px}
article{border-top:1px solid var(--line);padding:16px 0}h3{margin:0 0 8px;font-size:15px;overflow-wrap:anywhere}
h3 span{color:var(--green);font-weight:680}summary{cursor:pointer;padding:4px 0}nav a{color:inherit;margin-right:12px}`

/** The readable reference page, from the same description that machines read; one document, nothing fetched. */
export const referencePage = (routes: Route[], version: string): string => {
  const api = openApi(routes, version) as { paths: Record<string, Record<string, Operation>> }
  const byTag = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0] ?? 'api'
      byTag.set(tag, [...(byTag.get(tag) ?? []), section(method, path, operation)])
    }
  }
  const tags = [...byTag.keys()].sort()
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Lectern API ${escapeHtml(version)}</title><style>${STYLE}</style></head><body>
<h1>Lectern API</h1><p>Version ${escapeHtml(version)}. Send <code>Authorization: Bearer TOKEN</code> with a token made under Me; errors are
<code>application/problem+json</code>. The same as data: <a href="/api/openapi.json">openapi.json</a>. Live events come over
<code>/api/socket</code>; the protocol is in <code>docs/realtime.md</code>.</p>
<nav>${tags.map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join('')}</nav>
${tags.map((tag) => `<h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>${byTag.get(tag)?.join('\n')}`).join('\n')}
</body></html>`
}
