import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { contracts } from './tools/vite-contracts.ts'
import { excalidraw } from './tools/vite-excalidraw.ts'
import { pdf } from './tools/vite-pdf.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The web client: one page, code split by route, hashed assets that may be cached for ever. */
export default defineConfig({
  root: path('web'),
  cacheDir: path('.cache/vite'),
  plugins: [solid(), contracts(), excalidraw(), pdf()],
  build: {
    outDir: path('web/dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Few files to fetch before the first screen: the libraries, the kit, the entry. What a screen alone needs
          // stays with its route; kit files that need a heavy library live in `web/ui/heavy`.
          groups: [
            { name: 'library', test: /node_modules\/(solid-js|@solidjs|uuid)\// },
            {
              name: 'kit',
              test: /\/web\/(ui\/(?!heavy|AskUnsaved|Calendar|DayField|TimeField|DateTimeField)|i18n\/(?!en|zh)[a-z]+\.ts|(call|turn)\.ts)/,
            },
            {
              name: 'shell',
              test: /\/(web\/(shell|realtime|accounts\/session)|domain\/([a-z]+\.ts|accounts|school|classes))/,
            },
            // Where a message is, and what it says in one line: Today and the inbox show it, and need none of the channel.
            {
              name: 'line',
              test: /\/(web\/(messages\/(address|excerpt|markdown\/(lazy|tree))|accounts\/namesakes)|domain\/(messages|files\/contract))/,
            },
            // The channel is what most visits open; markdown and what only its keepers open come after the first paint.
            {
              name: 'channel',
              test: /\/(web\/(messages\/(?!markdown|NewChannel|ChannelSettings|PostingChoice)|files\/uploads)|domain\/(messages|files\/(?!writing|preview-)))/,
            },
            { name: 'icons', test: /node_modules\/lucide-solid\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
})
