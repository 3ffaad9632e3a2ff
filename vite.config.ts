import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { excalidraw } from './tools/vite-excalidraw.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The web client: one page, code split by route, hashed assets that may be cached for ever. */
export default defineConfig({
  root: path('web'),
  cacheDir: path('.cache/vite'),
  plugins: [solid(), excalidraw()],
  build: {
    outDir: path('web/dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
})
