import './ui/tokens.css'
import './ui/base.css'
import { render } from 'solid-js/web'
import { App } from './App.tsx'
import { onNobody } from './accounts/session.ts'
import { preferredLocale, setLocale } from './i18n/locale.ts'
import { applyAppearance } from './shell/appearance.ts'

applyAppearance()
// The page is loaded anew, so that nothing of the one who was here stays in its memory.
onNobody((next) => {
  const here = next === 'here' ? `?next=${encodeURIComponent(location.pathname)}` : ''
  setTimeout(() => location.replace(`/login${here}`))
})
await setLocale(preferredLocale())

const root = document.getElementById('app')
if (root) render(() => <App />, root)
