import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/**
 * What the PDF reader fetches when a document needs it: tables of East Asian characters, the standard fonts, and the
 * decoder of scans in plain JavaScript (our content policy runs no WebAssembly). `web/files/PdfView.tsx` says where.
 */

const PACKAGE = fileURLToPath(new URL('../node_modules/pdfjs-dist/', import.meta.url))
const FOLDERS: Record<string, RegExp> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(pfb|ttf)$/,
  wasm: /_nowasm_fallback\.js$/,
}

const version = (): string => JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version

export const pdf = (): Plugin => ({
  name: 'lectern:pdf',
  apply: 'build',
  generateBundle() {
    for (const [folder, wanted] of Object.entries(FOLDERS))
      for (const file of readdirSync(join(PACKAGE, folder)))
        if (wanted.test(file))
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdf-${version()}/${folder}/${file}`,
            source: readFileSync(join(PACKAGE, folder, file)),
          })
  },
})
