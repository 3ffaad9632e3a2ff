import './ui/tokens.css'
import './ui/base.css'
import { render } from 'solid-js/web'
import { App } from './App.tsx'
import { onNobody } from './accounts/session.ts'
import { beginFirstScreen } from './first-screen.ts'
import { preferredLocale, setLocale } from './i18n/locale.ts'
import { applyAppearance } from './shell/appearance.ts'

applyAppearance()
// The page is loaded anew, so that nothing of the one who was here stays in its memory.
onNobody((next) => {
  const here = `/login?next=${encodeURIComponent(location.pathname)}`
  setTimeout(() => location.replace(next === 'here' ? here : (next ?? '/login')))
})
const words = setLocale(preferredLocale())
beginFirstScreen(location.pathname)
await words

const root = document.getElementById('app')
if (root) render(() => <App />, root)
