import './ui/tokens.css'
import './ui/base.css'
import { render } from 'solid-js/web'
import { App } from './App.tsx'
import { preferredLocale, setLocale } from './i18n/locale.ts'
import { applyAppearance } from './shell/appearance.ts'

applyAppearance()
await setLocale(preferredLocale())

const root = document.getElementById('app')
if (root) render(() => <App />, root)
